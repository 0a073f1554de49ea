import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { REPOSITORY, RESULTS } from "./paths.mjs";

const ADDONS = ["stock_control_tower", "stock_control_tower_demo"];

/**
 * The addons' Python tests, run by Odoo on a fresh database, among them the HOOT suite
 * in a real browser.
 *
 * @param {import("../../docker/lib/instance.mjs").Instance} instance
 * @param {{ limit: number }} options milliseconds
 * @returns {Promise<import("./report.mjs").LevelResult>}
 */
export async function addonLevel(instance, { limit }) {
  const { freePorts } = await import("../../docker/lib/ports.mjs");
  const [port] = await freePorts(1);
  const present = ADDONS.filter((name) => existsSync(join(REPOSITORY, "odoo_addons", name)));
  await instance.createDatabase("addon_tests", { template: "base" });
  const { code, stderr, stdout } = await instance.odoo(
    [
      ...["-d", "addon_tests", "-i", present.join(",")],
      ...["--test-tags", present.map((name) => `/${name}`).join(",")],
      ...["--stop-after-init", "--http-port", String(port), "--db-filter", "^addon_tests$"],
    ],
    { timeoutMs: limit },
  );
  const log = stderr + stdout;
  writeFileSync(join(RESULTS, "addon.log"), log);
  return readOdooLog(log, code);
}

/**
 * @param {string} log what Odoo wrote
 * @param {number | null} code its exit code
 * @returns {import("./report.mjs").LevelResult}
 */
export function readOdooLog(log, code) {
  const total = [...log.matchAll(/(\d+) failed, (\d+) error\(s\) of (\d+) tests/g)].at(-1);
  if (!total)
    return { passed: 0, failures: [`Odoo (exit ${code}) gave no count:\n${lastLines(log)}`] };
  const [broken, ran] = [Number(total[1]) + Number(total[2]), Number(total[3])];
  const failures = [...log.matchAll(/ (?:FAIL|ERROR): (\S+\.test\w*)/g)].map(([, name]) => name);
  // Subtests and set-ups can fail more often than they are named.
  while (failures.length < broken)
    failures.push("a failure Odoo did not name, see test/results/addon.log");

  // Without Chromium or python3-websocket Odoo skips browser tests and stays green.
  const skipped = [...log.matchAll(/ skipped (.+)/g)].map(([, why]) => `skipped: ${why}`);
  const hoot = [...log.matchAll(/\[HOOT\] Passed (\d+) tests/g)].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  );
  if (hoot === 0) failures.push("HOOT: no browser test passed");
  if (code !== 0 && failures.length === 0)
    failures.push(`Odoo ended with ${code}:\n${lastLines(log)}`);
  const passed = Math.max(0, ran - broken - skipped.length) + hoot;
  return {
    passed,
    failures: [...failures, ...skipped],
    detail: `${ran} in Python, ${hoot} in the browser`,
  };
}

const lastLines = (log) => log.trimEnd().split("\n").slice(-15).join("\n");
