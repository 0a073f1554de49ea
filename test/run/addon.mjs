import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { REPOSITORY, RESULTS } from "./paths.mjs";

const ADDONS = ["stock_control_tower", "stock_control_tower_demo"];
const TESTS = join(REPOSITORY, "odoo_addons/stock_control_tower/tests");

/**
 * The addons' Python tests, run by Odoo on a fresh database, among them the HOOT suite
 * in a real browser. Then those with apps of Odoo that the addon does not need.
 *
 * @param {import("../../docker/lib/instance.mjs").Instance} instance
 * @param {{ limit: number }} options milliseconds
 * @returns {Promise<import("./report.mjs").LevelResult>}
 */
export async function addonLevel(instance, { limit }) {
  const present = ADDONS.filter((name) => existsSync(join(REPOSITORY, "odoo_addons", name)));
  const alone = await runOdoo(instance, "addon_tests", present, {
    tags: present.map((name) => `/${name}`).join(","),
    limit,
  });
  const result = readOdooLog(alone.log, alone.code);
  const hoot = browserTests(alone.log);
  if (hoot === 0) result.failures.push("HOOT: no browser test passed");

  // tests/test_with_<app>.py needs that app. All are installed at once: it costs less.
  const apps = readdirSync(TESTS).flatMap((file) => /^test_with_(\w+)\.py$/.exec(file)?.[1] ?? []);
  const beside = await runOdoo(instance, "addon_tests_apps", ["stock_control_tower", ...apps], {
    tags: "with_apps/stock_control_tower",
    limit,
  });
  const withApps = readOdooLog(beside.log, beside.code);
  for (const app of apps) {
    if (!beside.log.includes(`tests.test_with_${app}: Starting `))
      withApps.failures.push(`no test of test_with_${app}.py ran`);
  }
  return {
    passed: result.passed + hoot + withApps.passed,
    failures: [...result.failures, ...withApps.failures],
    detail: `${result.passed} in Python, ${hoot} in the browser, ${withApps.passed} with ${apps.join(", ")}`,
  };
}

/** Installs `modules` in a new database and runs the tests that `tags` choose. */
async function runOdoo(instance, database, modules, { tags, limit }) {
  const { freePorts } = await import("../../docker/lib/ports.mjs");
  const [port] = await freePorts(1);
  await instance.createDatabase(database, { template: "base" });
  const { code, stderr, stdout } = await instance.odoo(
    [
      ...["-d", database, "-i", modules.join(","), "--test-tags", tags],
      ...["--stop-after-init", "--http-port", String(port), "--db-filter", `^${database}$`],
    ],
    { timeoutMs: limit },
  );
  const log = stderr + stdout;
  writeFileSync(join(RESULTS, `${database}.log`), log);
  return { code, log };
}

/**
 * @param {string} log what Odoo wrote
 * @param {number | null} code its exit code
 * @returns {{ passed: number, failures: string[] }} of the Python tests
 */
export function readOdooLog(log, code) {
  const total = [...log.matchAll(/(\d+) failed, (\d+) error\(s\) of (\d+) tests/g)].at(-1);
  if (!total)
    return { passed: 0, failures: [`Odoo (exit ${code}) gave no count:\n${lastLines(log)}`] };
  const [broken, ran] = [Number(total[1]) + Number(total[2]), Number(total[3])];
  const failures = [...log.matchAll(/ (?:FAIL|ERROR): (\S+\.test\w*)/g)].map(([, name]) => name);
  // Subtests and set-ups can fail more often than they are named.
  while (failures.length < broken)
    failures.push("a failure Odoo did not name, see its log in test/results/");

  // Without Chromium or python3-websocket Odoo skips browser tests and stays green.
  const skipped = [...log.matchAll(/ skipped (.+)/g)].map(([, why]) => `skipped: ${why}`);
  if (code !== 0 && failures.length === 0)
    failures.push(`Odoo ended with ${code}:\n${lastLines(log)}`);
  const passed = Math.max(0, ran - broken - skipped.length);
  return { passed, failures: [...failures, ...skipped] };
}

const browserTests = (log) =>
  [...log.matchAll(/\[HOOT\] Passed (\d+) tests/g)].reduce((sum, [, n]) => sum + Number(n), 0);

const lastLines = (log) => log.trimEnd().split("\n").slice(-15).join("\n");
