// @ts-check
import { build, installPackages, packagesFresh } from "./packages.mjs";
import { checkDisk, checkNamespaces, checkNode, checkPorts, Refusal } from "./preflight.mjs";
import { lock } from "./lock.mjs";
import { layout, stateOf } from "./paths.mjs";
import { ensureRoot, findRoot } from "./root.mjs";
import fs from "node:fs";

/**
 * Checks the machine and makes what a start needs: packages, built sources, the Debian root.
 * @param {ReturnType<import("./settings.mjs").readSettings>} settings
 * @param {import("./progress.mjs").Progress} progress
 * @throws {Refusal} naming the remedy
 */
export async function ensureReady(settings, progress) {
  checkNode();
  checkNamespaces();
  checkDisk();
  await refuseRunning(settings.name);
  await checkPorts(settings.ports);
  const say = (/** @type {string} */ line) => progress.say(line);
  const sources = async () => {
    if (!packagesFresh()) await progress.step("npm packages", installPackages);
    await progress.step("the UI and the sidecar built", build);
  };
  const root = async () => {
    if (!findRoot()) await progress.step("the Debian root", () => ensureRoot(say));
  };
  // Both wait for the network or the disk most of the time.
  await Promise.all([sources(), root()]);
}

/** @param {string} name */
async function refuseRunning(name) {
  const file = layout(stateOf(name)).lock;
  if (!fs.existsSync(file)) return;
  const release = await lock(file, { wait: false });
  if (!release) {
    throw new Refusal(
      `The stack "${name}" runs already: end it with Ctrl-C where it was started, or with ` +
        "npm run stack -- down; or start another with TOWER_NAME and other ports (docker/README.md).",
    );
  }
  await release();
}
