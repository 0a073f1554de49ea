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

/**
 * How this machine can run the stack.
 * @param {{ wish?: string, isRoot: boolean, hasDocker: () => boolean }} facts `wish` is STACK_RUNTIME
 * @returns {"chroot" | "docker"}
 */
export function chooseRuntime({ wish = "auto", isRoot, hasDocker }) {
  if (!["auto", "chroot", "docker"].includes(wish))
    throw new Refusal(`STACK_RUNTIME is "${wish}": use auto, chroot or docker.`);
  if (wish !== "docker" && isRoot) return "chroot";
  if (wish !== "chroot" && hasDocker()) return "docker";
  throw new Refusal(
    {
      auto: "This needs root or Docker, and there is neither: start it as root (sudo npm start), or install Docker and let this user use it (docker info must work).",
      chroot: "STACK_RUNTIME=chroot needs root: start it as root (sudo npm start).",
      docker: "STACK_RUNTIME=docker, but no Docker engine answers: see what `docker info` says.",
    }[/** @type {"auto"} */ (wish)],
  );
}

/** @returns {"chroot" | "docker"} */
export function runtime() {
  return chooseRuntime({
    wish: process.env.STACK_RUNTIME || undefined,
    isRoot: process.getuid?.() === 0,
    hasDocker: () => succeeds("docker", "info"),
  });
}

/** The namespace and its mounts may be forbidden even to root, in a container for one. */
export function checkNamespaces() {
  if (process.platform !== "linux")
    throw new Refusal(
      `${process.platform} cannot run the Debian root: use Linux, or Docker (STACK_RUNTIME=docker).`,
    );
  if (!fs.existsSync("/usr/bin/apt-get"))
    throw new Refusal(
      "apt-get is missing: this needs Debian or a system made from it, or Docker (STACK_RUNTIME=docker).",
    );
  const args = ["--mount", "--pid", "--ipc", "--fork", "--mount-proc", "true"];
  if (!succeeds("unshare", ...args)) {
    throw new Refusal(
      "This machine does not let root make namespaces (unshare --mount --pid fails): in a container, " +
        "give it --privileged; else use Docker (STACK_RUNTIME=docker).",
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
