import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { run } from "./command.mjs";
import { REPOSITORY, RESULTS } from "./paths.mjs";

const MINUTE = 60_000;

/** Installs the npm packages on a bare clone; `npm ci` keeps to the lock file. */
export async function dependencies() {
  if (existsSync(join(REPOSITORY, "node_modules", ".package-lock.json"))) return;
  await must("npm-ci", ["npm", "ci", "--no-audit", "--no-fund"], 5 * MINUTE);
}

/** Builds what the stack runs: the sidecar's bundle and the addon's static assets. */
export async function build() {
  await must("build", ["npm", "run", "build", "--workspaces", "--if-present"], 3 * MINUTE);
}

async function must(log, argv, limit) {
  const { code } = await run(log, argv, { limit });
  if (code === 0) return;
  const text = await readFile(join(RESULTS, `${log}.log`), "utf8");
  throw new Error(`${argv.join(" ")} failed:\n${text.trimEnd().split("\n").slice(-20).join("\n")}`);
}
