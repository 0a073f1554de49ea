// @ts-check
import { toDecimal, toMillionths } from "../../../docker/lib/decimal.mjs";

/**
 * What may become of a message that was expected to be applied, because it came late or behind
 * another: recorded behind a count, its lot not received yet, the count's figure not there yet, or
 * its contradiction was faster.
 */
const EXCUSES = new Set([null, "late_behind_count", "unknown_lot", "count_stale", "id_conflict"]);

/** Each message did to stock what it says, once, or nothing. @param {import("./facts.mjs").Facts} facts */
export function effectsAreRight({ attempts, inbox, effects }) {
  const bySha = new Map(attempts.map((attempt) => [attempt.sha, attempt]));
  /** @type {Map<number, [string, string][]>} */
  const done = new Map();
  for (const { inbox: id, key, quantity } of effects) {
    done.set(id, [...(done.get(id) ?? []), [key, quantity]]);
  }
  const twice = repeated(
    inbox.filter(({ state, source }) => state === "applied" && source !== ""),
    ({ source, event_id }) => `${source} ${event_id}`,
  );
  const wrong = inbox.flatMap((row) => {
    const attempt = bySha.get(row.sha);
    if (!attempt) return []; // said by I1
    const expected = row.state === "applied" ? sums(saidBy(attempt)) : "";
    const actual = sums(done.get(row.id) ?? []);
    const wrong = [];
    if (expected !== actual)
      wrong.push(`message ${row.event_id} (${row.state}) says [${expected}], did [${actual}]`);
    if (attempt.expect === "applied" && row.state !== "applied" && !EXCUSES.has(row.code))
      wrong.push(`message ${row.event_id} was ${row.state} (${row.code}), expected applied`);
    if (attempt.expect === "refused" && row.state !== "refused" && row.state !== "conflict")
      wrong.push(`message ${row.event_id} was ${row.state}, expected refused: ${attempt.why}`);
    return wrong;
  });
  return [...twice.map((name) => `${name} was applied more than once`), ...wrong];
}

/**
 * Counted bins end where their events lead: in the order of their times, for a count sets the figure
 * whatever came before; and where the partner itself sent in another order, in that of arrival, as a
 * count may then find by chance the figure it was made with.
 * @param {import("./facts.mjs").Facts} facts
 */
export function orderIsKept({ attempts, inbox, counted }) {
  const links = chained(attempts, inbox);
  const disturbed = new Set(
    attempts.filter((each) => each.wasInfo || each.overtaken).map(({ chain }) => chain?.bin),
  );
  const order = (/** @type {Link} */ { bin, time, row }) =>
    disturbed.has(bin) ? String(row.id).padStart(12, "0") : time;
  const stock = new Map(counted.map(({ bin, quantity }) => [bin, quantity]));
  const wrong = [...figuresOf(links.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)))].flatMap(
    ([bin, figure]) => {
      const held = stock.get(bin) ?? "0";
      const expected = toDecimal(figure);
      return held === expected ? [] : [`bin ${bin} holds ${held}, its events lead to ${expected}`];
    },
  );
  const passed = links
    .filter(({ bin, row }) => row.state !== "applied" && !disturbed.has(bin))
    .map(({ bin, row: { event_id, state, code } }) => {
      return `message ${event_id} in ${bin} was ${state} (${code}): another passed it`;
    });
  return [...wrong, ...passed];
}

/**
 * @typedef {NonNullable<import("../load/partner.mjs").Attempt["chain"]> & { change: string,
 *   row: import("./facts.mjs").InboxRow }} Link
 */

/**
 * What arrived of the counted bins.
 * @param {import("../load/partner.mjs").Attempt[]} attempts
 * @param {import("./facts.mjs").InboxRow[]} inbox
 * @returns {Link[]}
 */
function chained(attempts, inbox) {
  const rows = new Map(inbox.map((row) => [row.sha, row]));
  return attempts.flatMap(({ chain, sha, deltas }) => {
    const row = rows.get(sha);
    return chain && row ? [{ ...chain, change: deltas[0].quantity, row }] : [];
  });
}

/** @param {Link[]} links in order @returns {Map<string, bigint>} by bin */
function figuresOf(links) {
  const figures = new Map();
  for (const { bin, counted, change, row } of links) {
    if (row.state !== "applied") continue;
    const after = (figures.get(bin) ?? 0n) + toMillionths(change);
    figures.set(bin, counted === undefined ? after : toMillionths(counted));
  }
  return figures;
}

/** @param {import("../load/partner.mjs").Attempt} attempt @returns {[string, string][]} */
function saidBy({ deltas }) {
  return deltas.map(({ sku, warehouse, bin, lot, quantity }) => [
    [sku, warehouse, bin, lot].join("|"),
    quantity,
  ]);
}

/** @param {[string, string][]} pairs */
function sums(pairs) {
  /** @type {Map<string, bigint>} */
  const total = new Map();
  for (const [key, quantity] of pairs) {
    total.set(key, (total.get(key) ?? 0n) + toMillionths(quantity));
  }
  return [...total]
    .filter(([, quantity]) => quantity !== 0n)
    .map(([key, quantity]) => `${key}=${toDecimal(quantity)}`)
    .sort()
    .join(", ");
}

/**
 * @template T
 * @param {T[]} rows
 * @param {(row: T) => string} name
 */
function repeated(rows, name) {
  const seen = new Set();
  return rows.map(name).filter((each) => seen.size === seen.add(each).size);
}
