// @ts-check
// Reads what an Odoo test run did from its log: pure.

const STARTING = /odoo\.addons\.(\S+): Starting (\S+) \.\.\./;
const FAILED = /odoo\.addons\.(\S+): (?:FAIL|ERROR): (\S+)/;
const SKIPPED = /odoo\.addons\.(\S+): skipped (\S+)/;

/**
 * @typedef {object} Run
 * @property {Set<string>} ran ids of tests that started, `module.path:Class.test`
 * @property {Set<string>} failed
 * @property {Set<string>} skipped
 */

/**
 * @param {string} log
 * @returns {Run}
 */
export function readRun(log) {
  const run = { ran: new Set(), failed: new Set(), skipped: new Set() };
  for (const line of log.split("\n")) {
    for (const [pattern, set] of /** @type {const} */ ([
      [STARTING, run.ran],
      [FAILED, run.failed],
      [SKIPPED, run.skipped],
    ])) {
      const hit = pattern.exec(line);
      // A subtest's failure names its parameters after the id.
      if (hit) set.add(`${hit[1]}:${hit[2]?.replace(/[:,(].*$/, "")}`);
    }
  }
  return run;
}

/**
 * @param {Run} without
 * @param {Run} with_
 * @returns {{ missing: string[], extra: string[], broken: string[], mended: string[] }}
 */
export function compareRuns(without, with_) {
  const minus = (/** @type {Set<string>} */ a, /** @type {Set<string>} */ b) =>
    [...a].filter((id) => !b.has(id)).sort();
  return {
    missing: minus(without.ran, with_.ran),
    extra: minus(with_.ran, without.ran),
    broken: minus(with_.failed, without.failed),
    mended: minus(without.failed, with_.failed),
  };
}
