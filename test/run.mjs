#!/usr/bin/env node
// `npm test`: every level on an isolated stack. Last line: `N passed, N failed`.
// What each level proves, and how to run one alone: test/README.md.
import { mkdirSync, rmSync } from "node:fs";

import { addonLevel } from "./run/addon.mjs";
import { build, dependencies } from "./run/prepare.mjs";
import { RESULTS } from "./run/paths.mjs";
import { Report } from "./run/report.mjs";
import { unitLevel, vitestLevel } from "./run/vitest.mjs";

const MINUTE = 60_000;
const report = new Report();
let instance;

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    await instance?.close();
    process.exit(130);
  });
}

try {
  await report.step("dependencies", dependencies);
  await report.step("build", build);
  // The root and the seed databases are made while the levels that need neither run.
  const starting = report.step("stack", startInstance);
  starting.catch(() => {}); // its failure is looked at below
  await report.level("unit", () => unitLevel({ limit: 5 * MINUTE }));
  await report.level("contract", () => vitestLevel("contract", { limit: 5 * MINUTE }));
  instance = await starting;
  const env = {
    TOWER_TEST_STATE: instance.state,
    AMQP_URL: instance.amqpUrl,
    MANAGEMENT_URL: instance.managementUrl,
  };
  // One after the other: the sidecar's tests measure times, and Odoo's keep both cores busy.
  await report.level("integration", () => vitestLevel("integration", { limit: 8 * MINUTE, env }));
  await report.level("addon", () => addonLevel(instance, { limit: 12 * MINUTE }));
  await report.level("e2e", () => vitestLevel("e2e", { limit: 15 * MINUTE, env }));
} catch (error) {
  report.broken(error);
} finally {
  await instance?.close().catch((error) => report.broken(error));
}
process.exitCode = report.finish();

async function startInstance() {
  const { startInstance: start } = await import("../docker/lib/instance.mjs");
  return start({
    name: `test-${process.pid}`,
    seed: "tower",
    ephemeral: true,
    say: (line) => report.say(`stack: ${line}`),
  });
}
