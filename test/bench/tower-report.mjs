// @ts-check
// A line per thing measured: its goal, what came out, and whether that meets it.
import { median, percentile } from "./median.mjs";

/**
 * @typedef {{ what: string, goal: number | null, unit: string, measured: number, raw: number[] }} Row
 * without a goal it is there for comparison
 */

/** @returns {Row} */
export function p95(
  /** @type {string} */ what,
  /** @type {number | null} */ goal,
  /** @type {number[]} */ raw,
) {
  return { what: `${what}, p95`, goal, unit: "ms", measured: percentile(raw, 0.95), raw };
}

/** @param {Row[]} found @param {number} rounds @param {Record<string, number>} rows by table */
export function report(found, rounds, rows) {
  const table = Object.fromEntries(
    found.map(({ what, goal, unit, measured, raw }) => [
      what,
      {
        goal: goal === null ? "" : `<= ${goal} ${unit}`,
        measured: `${Number(measured.toPrecision(3))} ${unit}`,
        median: raw.length > 1 ? Number(median(raw).toPrecision(3)) : "",
        "": goal === null ? "" : measured <= goal ? "met" : "missed",
      },
    ]),
  );
  console.log(`${rounds} rounds`);
  console.table(table);
  return { rounds, rows, table, raw: Object.fromEntries(found.map((o) => [o.what, o.raw])) };
}
