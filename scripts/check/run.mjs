/**
 * `npm run check`: layout, lint, types, import rules, generated files, unit tests. Every step runs,
 * whatever became of the others; names after `--` choose among them. Each prints its seconds, and
 * its output where it failed.
 */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { ROOT } from "./files.mjs";

/** @type {Record<string, string[]>} name -> command; the long ones first, so that none is waited for */
const STEPS = {
  lint: ["npx", "eslint", ".", "--max-warnings", "0"],
  layout: ["npx", "prettier", "--check", "--log-level", "warn", "."],
  "types-sidecar": ["npx", "tsc", "-p", "sidecar"],
  "types-ui": ["npx", "tsc", "-p", "owl_ui"],
  "types-test": ["npx", "tsc", "-p", "test"],
  "types-scripts": ["npx", "tsc", "-p", "scripts"],
  "types-chaos": ["npx", "tsc", "-p", "test/chaos"],
  "unit-sidecar": ["npm", "test", "-w", "sidecar"],
  "unit-ui": ["npm", "test", "-w", "owl_ui"],
  contract: ["npx", "vitest", "run", "--root", "test", "--project", "contract"],
  python: ["node", "scripts/check/python.mjs"],
  imports: ["node", "scripts/check/imports.mjs"],
  "imports-python": ["node", "scripts/check/python-imports.mjs"],
  generated: ["node", "scripts/contract/generate.mjs", "--check"],
  "refusal-codes": ["node", "scripts/refusal-codes.mjs", "--check"],
  "ui-fresh": ["node", "scripts/check/ui-fresh.mjs"],
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in STEPS));
if (unknown.length) {
  console.error(`no step ${unknown.join(", ")}; there are: ${Object.keys(STEPS).join(", ")}`);
  process.exit(2);
}

const begun = Date.now();
const waiting = Object.entries(STEPS).filter(([name]) => !chosen.length || chosen.includes(name));
/** @type {string[]} */ const failed = [];
const total = waiting.length;
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));

const sum = `${total - failed.length} of ${total} steps passed in ${seconds(begun)}`;
console.log(failed.length ? `${sum}; failed: ${failed.join(", ")}` : sum);
process.exitCode = failed.length ? 1 : 0;

async function work() {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const [name, command] = step;
    const start = Date.now();
    const { code, output } = await run(command);
    console.log(`${code === 0 ? "ok    " : "FAILED"} ${name.padEnd(15)} ${seconds(start)}`);
    if (code === 0) continue;
    failed.push(name);
    console.log(output.replace(/^/gm, "    "));
  }
}

/** @param {string[]} command @returns {Promise<{ code: number | null, output: string }>} */
function run([program = "", ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** @param {number} since */
function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
