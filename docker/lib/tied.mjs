// @ts-check
import { spawn } from "node:child_process";
import fs from "node:fs";
import { fileURLToPath } from "node:url";

const SELF = fileURLToPath(import.meta.url);

/**
 * Runs a command in a process and mount namespace that ends with this process, even when this is
 * killed: nothing of a half-done run, no mount either, is left behind.
 * @param {string[]} argv
 * @param {string} log file for both streams, written anew
 * @returns {Promise<number>} exit code
 */
export async function runTied(argv, log) {
  const output = fs.openSync(log, "w");
  const child = spawn(
    "unshare",
    [
      ...["--mount", "--pid", "--fork", "--mount-proc", "--kill-child", "--"],
      ...[process.execPath, SELF, JSON.stringify(argv)],
    ],
    { stdio: ["pipe", output, output], detached: true },
  );
  fs.closeSync(output);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

if (process.argv[1] === SELF) {
  const [command, ...args] = JSON.parse(process.argv[2]);
  process.stdin.resume();
  process.stdin.once("end", () => process.exit(1));
  spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] })
    .once("error", (error) => {
      console.error(error.message);
      process.exit(127);
    })
    .once("exit", (code) => process.exit(code ?? 1));
}
