// @ts-check
// npm's part: the packages of the lock file, and what is built from this clone.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { REPOSITORY } from "./paths.mjs";
import { Refusal } from "./preflight.mjs";

const LOCK = path.join(REPOSITORY, "package-lock.json");
const MODULES = path.join(REPOSITORY, "node_modules");
const STAMP = path.join(MODULES, ".stock-control-tower");

/** @returns {boolean} whether node_modules holds what the lock file says */
export function packagesFresh() {
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === lockHash()) return true;
  // npm writes this last; when it is newer than the lock file somebody ran npm by hand.
  const installed = path.join(MODULES, ".package-lock.json");
  return fs.existsSync(installed) && fs.statSync(installed).mtimeMs >= fs.statSync(LOCK).mtimeMs;
}

/** Installs what the lock file says, unless it is there. */
export async function installPackages() {
  if (packagesFresh()) return;
  // Two retries of a minute each would look like a hang when the registry cannot be reached.
  const options = ["--no-audit", "--no-fund", "--fetch-retries=2", "--fetch-timeout=60000"];
  await npm(
    ["ci", ...options],
    "npm could not install the packages. When it names a registry it could not reach, check the network and " +
      "npm's own settings (npm config get registry, proxy); then start again.",
  );
  fs.writeFileSync(STAMP, lockHash());
}

/** Builds the UI into the addon and the sidecar's bundle. */
export async function build() {
  await npm(["run", "build"], "The build failed (npm run build).");
}

/** @param {string[]} args @param {string} remedy */
async function npm(args, remedy) {
  const child = spawn("npm", args, { cwd: REPOSITORY, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk) => (output = (output + chunk).slice(-20_000)));
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code === 0) return;
  const tail = output.trimEnd().split("\n").slice(-15).join("\n");
  throw new Refusal(`${remedy}\n${tail}`);
}

function lockHash() {
  return createHash("sha256").update(fs.readFileSync(LOCK)).digest("hex");
}
