import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";

import { REPOSITORY, RESULTS } from "./paths.mjs";

/**
 * Runs a command with its output in test/results/<log>.log.
 *
 * @param {string} log
 * @param {string[]} argv
 * @param {{ limit: number, env?: Record<string, string>, cwd?: string }} options `limit` in
 *   milliseconds, after which the command and all it started are killed
 * @returns {Promise<{ code: number | null, timedOut: boolean }>}
 */
export function run(log, [command, ...args], { limit, env = {}, cwd = REPOSITORY }) {
  const file = openSync(join(RESULTS, `${log}.log`), "a");
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", file, file],
    detached: true, // a group of its own, so that all of it can be killed
  });
  closeSync(file);
  let timedOut = false;
  const killGroup = () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // Already gone.
    }
  };
  const timer = setTimeout(() => {
    timedOut = true;
    killGroup();
  }, limit);
  process.once("exit", killGroup);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(timer);
      process.off("exit", killGroup);
      resolve({ code, timedOut });
    });
  });
}
