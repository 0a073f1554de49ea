// @ts-check
// Odoo's own stock suites without and with the addon: the same tests must run, and none may fail with
// the addon that passes without it. Usage: npm run test:odoo-core [-- stock sale_stock …]
import fs from "node:fs";
import path from "node:path";

import { startInstance } from "../../docker/lib/instance.mjs";
import { freePorts } from "../../docker/lib/ports.mjs";
import { compareRuns, readRun } from "./report.mjs";

const MINUTE = 60_000;
const ALL = ["stock", "stock_account", "sale_stock", "purchase_stock"];
const modules = process.argv.slice(2).length ? process.argv.slice(2) : ["stock"];
const unknown = modules.filter((name) => !ALL.includes(name));
if (unknown.length) {
  console.error(`Unknown suite ${unknown.join(", ")}: choose from ${ALL.join(", ")}.`);
  process.exit(2);
}

const results = path.resolve(import.meta.dirname, "../results");
fs.mkdirSync(results, { recursive: true });
const say = (/** @type {string} */ line) => console.log(line);
const instance = await startInstance({ name: "odoo-core", ephemeral: true, say });
let ok = false;
try {
  await odoo("core", ["-i", modules.join(","), "--with-demo"]);
  await instance.createDatabase("core_with", { template: "core" });
  await odoo("core_with", ["-i", "stock_control_tower"]);
  const without = await suite("core");
  const with_ = await suite("core_with");
  const difference = compareRuns(without, with_);
  console.table({
    "without the addon": counts(without),
    "with the addon": counts(with_),
  });
  for (const [what, ids] of Object.entries(difference))
    if (ids.length) say(`${what}:\n  ${ids.join("\n  ")}`);
  ok = without.ran.size > 0 && !difference.missing.length && !difference.broken.length;
  say(ok ? "Nothing new fails with the addon." : "The addon changes what Odoo's own tests show.");
} finally {
  await instance.close();
}
process.exit(ok ? 0 : 1);

/** @param {import("./report.mjs").Run} run */
function counts(run) {
  return { ran: run.ran.size, failed: run.failed.size, skipped: run.skipped.size };
}

/**
 * @param {string} db
 * @param {string[]} args
 */
async function odoo(db, args) {
  say(`${db}: odoo ${args.join(" ")}`);
  // Tests start the HTTP server whatever --no-http says.
  const [port] = await freePorts(1);
  const http = ["--http-interface", "127.0.0.1", "--http-port", String(port)];
  return instance.odoo(["-d", db, ...args, "--stop-after-init", ...http], {
    timeoutMs: 40 * MINUTE,
  });
}

/** @param {string} db */
async function suite(db) {
  const tags = modules.map((name) => `/${name}`).join(",");
  const started = Date.now();
  // Without -u Odoo runs no at-install tests.
  const run = await odoo(db, ["-u", modules.join(","), "--test-tags", tags]);
  const log = path.join(results, `odoo-core-${db}.log`);
  fs.writeFileSync(log, run.stderr);
  say(
    `${db}: ${Math.round((Date.now() - started) / 1000)} s, log in ${path.relative(process.cwd(), log)}`,
  );
  return readRun(run.stderr);
}
