// @ts-check
import fs from "node:fs";
import path from "node:path";

/** @typedef {import("./campaign.mjs").Result} Result */

/** @type {[string, number, (result: Result) => string | number][]} heading, width, value */
const COLUMNS = [
  ["#", 4, ({ number }) => number],
  ["fault", 22, ({ kind }) => kind],
  ["attempt", 7, ({ attempt }) => attempt],
  ["ok", 5, ({ ok }) => ok],
  ["info", 4, ({ info }) => info],
  ["applied", 7, ({ applied }) => applied],
  ["lost", 4, ({ lost }) => lost],
  ["dupl.", 5, ({ duplicated }) => duplicated],
  ["unexp.", 6, ({ unexpected }) => unexpected],
  ["recov.", 6, ({ recovered }) => recovered],
  ["parked", 6, ({ parked }) => parked],
  ["acts", 4, ({ acts }) => acts],
  ["recovery", 8, ({ recovery }) => `${recovery.toFixed(1)} s`],
  ["", 3, ({ violations }) => (violations.length ? "RED" : "")],
];

export const heading = () => cells(COLUMNS.map(([name]) => name));

/** @param {Result} result */
export const line = (result) => cells(COLUMNS.map(([, , value]) => String(value(result))));

/** @param {string[]} values */
function cells(values) {
  return values
    .map((value, n) => (n === 1 ? value.padEnd(COLUMNS[n][1]) : value.padStart(COLUMNS[n][1])))
    .join(" ")
    .trimEnd();
}

/** Sums, and the slowest recovery of each kind. @param {Result[]} results */
export function summary(results) {
  const sum = (/** @type {(result: Result) => number} */ of) =>
    results.reduce((total, result) => total + of(result), 0);
  const kinds = [...new Set(results.map(({ kind }) => kind))].sort();
  const slowest = kinds.map((kind) => {
    const times = results.filter((each) => each.kind === kind).map(({ recovery }) => recovery);
    return `${kind} ${times.length}x, at most ${Math.max(...times).toFixed(1)} s`;
  });
  const red = results.filter(({ violations }) => violations.length).length;
  return [
    `${results.length} faults, ${results.length - red} green, ${red} red: ` +
      `${sum(({ attempt }) => attempt)} messages, ${sum(({ applied }) => applied)} applied, ` +
      `${sum(({ lost }) => lost)} lost, ${sum(({ recovered }) => recovered)} recovered, ` +
      `${sum(({ acts }) => acts)} acts of users, ${sum(({ undecided }) => undecided)} undecided`,
    `recovery: ${slowest.join("; ")}`,
  ];
}

/** @param {string} folder @param {object} facts */
export function write(folder, facts) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "chaos.json"), `${JSON.stringify(facts, null, 2)}\n`);
}
