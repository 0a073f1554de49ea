// @ts-check

/**
 * The counters of Jepsen's queue checker, of one round. `info`: never confirmed; `recovered`: the
 * confirm was lost at least once and the message took effect; `parked`: kept without effect, with a
 * reason; `redelivered`: arrived more than once, answered from the first time.
 * @typedef {{ attempt: number, ok: number, info: number, applied: number, lost: number,
 *   duplicated: number, unexpected: number, recovered: number, parked: number, acts: number,
 *   undecided: number }} Tally `acts`: of users; `undecided`: those whose answer was lost
 */

/**
 * @param {import("./facts.mjs").Facts} facts
 * @param {number} round
 * @returns {Tally}
 */
export function tally({ attempts, acts, inbox }, round) {
  const mine = attempts.filter((attempt) => attempt.round === round);
  const sent = new Set(attempts.map(({ sha }) => sha));
  const states = new Map(inbox.map(({ sha, state }) => [sha, state]));
  const rows = inbox.map(({ sha }) => sha);
  const count = (/** @type {(attempt: typeof mine[number]) => boolean} */ test) =>
    mine.filter(test).length;
  const own = acts.filter((act) => act.round === round);
  return {
    attempt: mine.length,
    ok: count(({ state }) => state === "ok"),
    info: count(({ state }) => state === "info"),
    applied: count(({ sha }) => states.get(sha) === "applied"),
    lost: count(({ sha, state }) => state === "ok" && !states.has(sha)),
    duplicated: rows.length - new Set(rows).size,
    unexpected: rows.filter((sha) => !sent.has(sha)).length,
    recovered: count(({ sha, wasInfo }) => wasInfo && states.get(sha) === "applied"),
    parked: count(({ sha }) => states.has(sha) && states.get(sha) !== "applied"),
    acts: own.length,
    undecided: own.filter(({ state }) => state === "info").length,
  };
}
