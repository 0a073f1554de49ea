// @ts-check
// What must hold before anything is started. Each refusal names its remedy.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { CACHE, STATE } from "./paths.mjs";
import { isFree } from "./ports.mjs";
import { findRoot } from "./root.mjs";
import { readVersions } from "./versions.mjs";

const GB = 1e9;
// The root takes 2.8 GB, and as much again of package files while it is made.
const DISK_FIRST = 6 * GB;
const DISK_LATER = 1 * GB;

/** An expected refusal: its message is all a person needs, without a stack trace. */
export class Refusal extends Error {}

/** @param {string} [version] */
export function checkNode(version = process.versions.node) {
  const wanted = readVersions().node;
  const number = (/** @type {string} */ text) =>
    text.split(".").reduce((sum, part) => sum * 1000 + Number.parseInt(part), 0);
  if (number(version) < number(wanted))
    throw new Refusal(`Node ${version} is too old: install Node ${wanted} or newer.`);
}

/** The servers run in a Debian root of their own, which only root can mount. */
export function checkRuntime(isRoot = process.getuid?.() === 0) {
  if (!isRoot) throw new Refusal("The stack needs root: start it as root (sudo npm start).");
}

/** The namespace and its mounts may be forbidden even to root, in a container for one. */
export function checkNamespaces() {
  if (process.platform !== "linux")
    throw new Refusal(`${process.platform} cannot run the Debian root: use Linux.`);
  if (!fs.existsSync("/usr/bin/apt-get"))
    throw new Refusal("apt-get is missing: this needs Debian or a system made from it.");
  const args = ["--mount", "--pid", "--ipc", "--fork", "--mount-proc", "true"];
  if (!succeeds("unshare", ...args)) {
    throw new Refusal(
      "This machine does not let root make namespaces (unshare --mount --pid fails): in a container, " +
        "give it --privileged.",
    );
  }
}

/**
 * @param {{ name: string, port: number, variable: string }[]} wanted
 */
export async function checkPorts(wanted) {
  for (const { name, port, variable } of wanted) {
    if (await isFree(port)) continue;
    throw new Refusal(
      `Port ${port} (${name}) is taken by another program: end that one (ss -ltnp 'sport = :${port}' ` +
        `names it), or choose another port with ${variable}=${port + 1000}.`,
    );
  }
}

export function checkDisk() {
  const need = findRoot() ? DISK_LATER : DISK_FIRST;
  for (const folder of [CACHE, STATE]) {
    const { bavail, bsize } = fs.statfsSync(nearest(folder));
    refuseFullDisk(folder, bavail * bsize, need);
  }
}

/** @param {string} folder @param {number} free @param {number} need bytes */
export function refuseFullDisk(folder, free, need) {
  if (free >= need) return;
  const gb = (/** @type {number} */ bytes) => (bytes / GB).toFixed(1);
  const variable = folder === CACHE ? "XDG_CACHE_HOME" : "XDG_STATE_HOME";
  throw new Refusal(
    `${folder} has ${gb(free)} GB free and ${gb(need)} GB are needed: make room, or point ` +
      `${variable} at a larger disk.`,
  );
}

/** @param {string} folder the folder itself or the nearest above it that exists */
function nearest(folder) {
  while (!fs.existsSync(folder)) folder = path.dirname(folder);
  return folder;
}

/** @param {string} command @param {...string} args */
function succeeds(command, ...args) {
  try {
    execFileSync(command, args, { stdio: "ignore", timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}
