// @ts-check
// Partners' events per second over real HTTP into one Odoo process: one call per event as
// integrations without the addon do it, our route with one event per call, and with batches. The
// variants take turns within each round.

import { onDatabase } from "./database.mjs";
import { median } from "./median.mjs";
import { naive, ours } from "./inbound-clients.mjs";
import { shell } from "./shell.mjs";

const DATABASE = "bench_inbound";
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? "5");
const BATCH = 200;
/** Events per round of the variants that make a call for each. */
const SINGLES = 40;

/**
 * @typedef {object} World what `inbound.py` made
 * @property {string} token
 * @property {number} action
 * @property {[number, string][]} products
 * @property {[number, string][]} bins
 *
 * @typedef {{ events: number, run: (offset: number) => Promise<void> }} Variant
 */

/** @returns {Promise<object>} */
export function inbound() {
  return onDatabase(DATABASE, async (instance) => {
    const script = new URL("./inbound.py", import.meta.url);
    /** @type {World} */
    const world = await shell(instance, DATABASE, script);
    const server = await instance.startOdoo({ db: DATABASE });
    const peers = await naive(server.url, DATABASE, world);
    const send = ours(server.url, world);
    const rates = await takeTurns(variants(peers, send));
    const done = await instance.sql(
      DATABASE,
      "select count(*)::int moves from stock_move where state = 'done'",
    );
    return report(rates, done[0].moves);
  });
}

/**
 * @param {Awaited<ReturnType<typeof naive>>} peers
 * @param {ReturnType<typeof ours>} send
 * @returns {Record<string, Variant>}
 */
function variants(peers, send) {
  const each = (/** @type {(n: number) => Promise<void>} */ call) => ({
    events: SINGLES,
    run: async (/** @type {number} */ offset) => {
      for (let n = 0; n < SINGLES; n += 1) await call(offset + n);
    },
  });
  const batch = (/** @type {string} */ kind, poison = false) => ({
    events: BATCH,
    run: (/** @type {number} */ offset) => send(kind, offset, BATCH, poison),
  });
  const single = (/** @type {string} */ kind) => each((n) => send(kind, n, 1));
  return {
    "naive: a count applied": each(peers.count),
    "naive: a move done": each(peers.move),
    "adjustment, one per call": single("adjustment_posted"),
    "adjustment, batches": batch("adjustment_posted"),
    "bin to bin, one per call": single("stock_moved"),
    "bin to bin, batches": batch("stock_moved"),
    "bin to bin, batches with a poison event": batch("stock_moved", true),
    "receipt (a transfer each), one per call": single("goods_received"),
    "receipt (a transfer each), batches": batch("goods_received"),
  };
}

/**
 * @param {Record<string, Variant>} all
 * @returns {Promise<Record<string, number[]>>} events per second, by round
 */
async function takeTurns(all) {
  const only = process.env.BENCH_ONLY;
  const chosen = Object.entries(all).filter(([name]) => !only || name.includes(only));
  const rates = Object.fromEntries(chosen.map(([name]) => [name, /** @type {number[]} */ ([])]));
  let offset = 0;
  for (let round = -1; round < ROUNDS; round += 1) {
    const order = round % 2 ? chosen : chosen.toReversed();
    for (const [name, { events, run }] of order) {
      const began = performance.now();
      await run(offset);
      // The first round warms caches.
      if (round >= 0) rates[name]?.push((events * 1000) / (performance.now() - began));
      offset += events;
    }
  }
  return rates;
}

/**
 * @param {Record<string, number[]>} rates
 * @param {number} moves
 */
function report(rates, moves) {
  const baselines = Object.keys(rates).filter((name) => name.startsWith("naive"));
  const best = baselines.toSorted((a, b) => median(rates[b] ?? []) - median(rates[a] ?? []))[0];
  const against = rates[best ?? ""] ?? [];
  const table = Object.fromEntries(
    Object.entries(rates).map(([name, each]) => [
      name,
      {
        "events/s": Number(median(each).toFixed(1)),
        "ms per event": Number((1000 / median(each)).toFixed(2)),
        "times the best naive": Number(
          median(each.map((rate, n) => rate / (against[n] ?? NaN))).toFixed(2),
        ),
      },
    ]),
  );
  console.log(`medians of ${ROUNDS} rounds, batches of ${BATCH}, ${moves} moves done in all`);
  console.table(table);
}
