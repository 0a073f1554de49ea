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
 * Counted bins end where their events, in the order of their times, lead: a count sets the figure,
 * whatever came before. @param {import("./facts.mjs").Facts} facts
 */
export function orderIsKept({ attempts, inbox, counted }) {
  const applied = new Set(inbox.filter(({ state }) => state === "applied").map(({ sha }) => sha));
  /** @type {Map<string, bigint>} */
  const figures = new Map();
  const chain = attempts
    .filter(({ chain, sha }) => chain && applied.has(sha))
    .toSorted((a, b) => ((a.chain?.time ?? "") < (b.chain?.time ?? "") ? -1 : 1));
  for (const { chain: link, deltas } of chain) {
    if (!link) continue;
    const before = figures.get(link.bin) ?? 0n;
    const after = before + toMillionths(deltas[0]?.quantity ?? "0");
    figures.set(link.bin, link.counted === undefined ? after : toMillionths(link.counted));
  }
  const stock = new Map(counted.map(({ bin, quantity }) => [bin, quantity]));
  const wrong = [...figures].flatMap(([bin, figure]) => {
    const held = stock.get(bin) ?? "0";
    const expected = toDecimal(figure);
    return held === expected ? [] : [`bin ${bin} holds ${held}, its events lead to ${expected}`];
  });
  return [...wrong, ...passedBy(attempts, inbox)];
}

/**
 * What a partner sent in order, and had confirmed at the first try, arrives in order: no count of it
 * finds another figure than the one it was made with.
 * @param {import("../load/partner.mjs").Attempt[]} attempts
 * @param {import("./facts.mjs").InboxRow[]} inbox
 */
function passedBy(attempts, inbox) {
  const bins = new Set(
    attempts
      .filter(({ wasInfo, overtaken }) => wasInfo || overtaken)
      .map(({ chain }) => chain?.bin),
  );
  const rows = new Map(inbox.map((row) => [row.sha, row]));
  return attempts.flatMap(({ id, sha, chain }) => {
    const row = rows.get(sha);
    if (!chain || !row || row.state === "applied" || bins.has(chain.bin)) return [];
    return [`message ${id} in ${chain.bin} was ${row.state} (${row.code}): another passed it`];
  });
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
