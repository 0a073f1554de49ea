// @ts-check
// Does Odoo's stock equal what was there plus what the partners' own file says? Pure.
import { toDecimal, toMillionths } from "./decimal.mjs";

/**
 * @typedef {{ sku: string, warehouse: string, bin: string, lot: string, quantity: string }} Row
 *   stock of one product at one place; `bin` and `lot` are "" when there is none
 *
 * @typedef {object} Line of the partners' file (docker/simulator/README.md)
 * @property {string} line
 * @property {number} [attempt]
 * @property {string} [source]
 * @property {string} [id]
 * @property {string} [expect]
 * @property {string} [outcome]
 * @property {Row[]} [deltas]
 * @property {string} [sha256]
 * @property {string} [rawSha256]
 *
 * @typedef {{ sku: string, warehouse: string, bin: string, lot: string, before: string, sent: string,
 *   expected: string, found: string }} Difference
 *
 * @typedef {object} Comparison
 * @property {boolean} equal
 * @property {number} places compared: product x location x lot
 * @property {number} moved of them, those the partners changed
 * @property {Difference[]} differences
 * @property {number} messages
 * @property {Record<string, { expected: number, found: number }>} outcomes
 * @property {string[]} problems everything else that is not as it should be
 */

/**
 * @param {{ before: Row[], after: Row[], sent: Line[] }} facts
 * @returns {Comparison}
 */
export function compareDay({ before, after, sent }) {
  const confirmed = new Set(ofKind(sent, "ok").map(({ attempt }) => attempt));
  const attempts = ofKind(sent, "attempt");
  const deltas = attempts
    .filter(({ attempt }) => confirmed.has(attempt))
    .flatMap((line) => line.deltas ?? []);
  const stock = compareStock(before, deltas, after);
  const outcomes = countOutcomes(sent);
  const problems = [
    ...unconfirmed(attempts, confirmed),
    ...(attempts.length ? [] : ["the file holds no message"]),
    ...unanswered(sent),
  ];
  const equal = !stock.differences.length && !problems.length;
  return { equal, ...stock, messages: attempts.length, outcomes, problems };
}

/** @param {Row[]} before @param {Row[]} deltas @param {Row[]} after */
function compareStock(before, deltas, after) {
  const [was, moved, is] = [before, deltas, after].map(total);
  const keys = [...new Set([...was.keys(), ...moved.keys(), ...is.keys()])].sort();
  const differences = keys.flatMap((key) => {
    const [first, change, found] = [was, moved, is].map((sums) => sums.get(key) ?? 0n);
    if (first + change === found) return [];
    const [sku, warehouse, bin, lot] = JSON.parse(key);
    const amounts = { before: first, sent: change, expected: first + change, found };
    const texts = Object.entries(amounts).map(([name, value]) => [name, toDecimal(value)]);
    return [{ sku, warehouse, bin, lot, ...Object.fromEntries(texts) }];
  });
  return { places: keys.length, moved: moved.size, differences };
}

/** @param {Row[]} rows @returns {Map<string, bigint>} */
function total(rows) {
  const sums = new Map();
  for (const { sku, warehouse, bin, lot, quantity } of rows) {
    const key = JSON.stringify([sku, warehouse, bin, lot]);
    sums.set(key, (sums.get(key) ?? 0n) + toMillionths(quantity));
  }
  return sums;
}

/** @param {Line[]} sent */
function countOutcomes(sent) {
  /** @type {Comparison["outcomes"]} */
  const counts = {};
  const count = (
    /** @type {string | undefined} */ name,
    /** @type {"expected" | "found"} */ what,
  ) => {
    if (name) (counts[name] ??= { expected: 0, found: 0 })[what]++;
  };
  for (const line of ofKind(sent, "attempt")) count(line.expect, "expected");
  for (const line of ofKind(sent, "outcome")) count(line.outcome, "found");
  return counts;
}

/** @param {Line[]} attempts @param {Set<number | undefined>} confirmed */
function unconfirmed(attempts, confirmed) {
  const open = attempts.filter(({ attempt }) => !confirmed.has(attempt));
  if (!open.length) return [];
  return [`${open.length} message(s) were not confirmed by the broker, first: ${open[0].id}`];
}

/**
 * Each message must have had the outcome its sender expected: per event, because a repeat
 * and its first are told apart only by their number.
 * @param {Line[]} sent
 */
function unanswered(sent) {
  const wanted = tally(ofKind(sent, "attempt"), ({ expect }) => expect);
  const got = tally(ofKind(sent, "outcome"), ({ outcome }) => outcome);
  // Undecodable bytes have no identity that anybody could answer about, only their hash.
  const bytes = new Map(ofKind(sent, "attempt").map((line) => [identity(line), line.sha256]));
  return [...wanted].flatMap(([id, expected]) => {
    const answered = got.get(id) ?? got.get(String(bytes.get(id))) ?? [];
    const [want, have] = [expected, answered].map((list) => list.toSorted().join(", "));
    return want === have ? [] : [`${id}: expected ${want}; answered ${have || "nothing"}`];
  });
}

/** @param {Line[]} lines @param {(line: Line) => string | undefined} pick */
function tally(lines, pick) {
  /** @type {Map<string, string[]>} */
  const lists = new Map();
  for (const line of lines) {
    const key = identity(line);
    lists.set(key, [...(lists.get(key) ?? []), String(pick(line))]);
  }
  return lists;
}

/** @param {Line} line */
const identity = ({ source, id, rawSha256 }) => (id ? `${source} ${id}` : String(rawSha256));

/** @param {Line[]} lines @param {string} kind */
const ofKind = (lines, kind) => lines.filter(({ line }) => line === kind);
