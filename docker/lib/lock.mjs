// @ts-check
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/**
 * Holds an exclusive lock that the kernel frees when this process ends, however it ends: flock(1)
 * holds it for a `cat` that lives as long as our pipe to it.
 *
 * @param {string} file created when missing, never removed (removing it would let two hold it)
 * @param {{ wait?: boolean }} [options] wait for the holder (default) or give up at once
 * @returns {Promise<(() => Promise<void>) | null>} release; null when held and not waited for
 */
export async function lock(file, { wait = true } = {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const args = [...(wait ? [] : ["--nonblock"]), file, "-c", "echo held; cat"];
  // Detached: a Ctrl-C is for the starter, who still needs its locks while it stops.
  const holder = spawn("flock", args, {
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  const exited = new Promise((resolve) => holder.once("exit", resolve));
  const held = await Promise.race([
    new Promise((resolve) => holder.stdout.once("data", () => resolve(true))),
    exited.then(() => false),
    new Promise((_, reject) => holder.once("error", reject)),
  ]);
  if (!held) return null;
  holder.unref();
  /** @type {import("node:net").Socket} */ (holder.stdin).unref();
  /** @type {import("node:net").Socket} */ (holder.stdout).unref();
  return async () => {
    holder.ref();
    holder.stdin.end();
    await exited;
  };
}
