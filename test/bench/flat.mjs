// @ts-check
// P8: what an event costs when a million are stored, beside ten thousand: two databases, each with an
// Odoo of its own, rounds in turn.
import { onDatabase } from "./database.mjs";
import { ours } from "./inbound-clients.mjs";
import { interleave, rate, ratio } from "./interleave.mjs";
import { median } from "./median.mjs";
import { shell } from "./shell.mjs";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? "7");
const FEW = 10_000;
const MANY = Number(process.env.BENCH_MANY ?? "1000000");
const BATCH = 200;
const DATABASES = { bench_few: FEW, bench_many: MANY };

/** @returns {Promise<object>} */
export function flat() {
  return onDatabase("bench_few", async (instance) => {
    await instance.createDatabase("bench_many", { template: "bench_few" });
    /** @type {Record<string, () => Promise<number>>} */
    const variants = {};
    /** @type {Record<string, object>} */
    const stored = {};
    for (const [db, count] of Object.entries(DATABASES)) {
      /** @type {import("./inbound.mjs").World} */
      const world = await shell(instance, db, new URL("./inbound.py", import.meta.url));
      const began = performance.now();
      const scripts = ["./copies.py", "./flat.py"].map((one) => new URL(one, import.meta.url));
      const { rows } = await shell(instance, db, scripts, { BENCH_STORED: String(count) });
      console.log(`${db}: ${count} events stored in ${Math.round(performance.now() - began)} ms`);
      const { url } = await instance.startOdoo({ db });
      const send = ours(url, world);
      let offset = 0;
      stored[db] = rows;
      variants[db] = () => rate(BATCH, () => send("stock_moved", (offset += BATCH), BATCH));
    }
    return report(await interleave(variants, ROUNDS), stored);
  });
}

/**
 * @param {Record<string, number[]>} rates events a second
 * @param {Record<string, object>} rows by table
 */
function report(rates, rows) {
  const few = rates.bench_few ?? [];
  const cost = (/** @type {number[]} */ each) => each.map((rate) => 1000 / rate);
  const table = Object.fromEntries(
    Object.entries(rates).map(([db, each]) => [
      `${DATABASES[/** @type {keyof typeof DATABASES} */ (db)]} events stored`,
      {
        "ms per event": Number(median(cost(each)).toFixed(2)),
        "times the cost with few": Number(ratio(cost(each), cost(few)).toFixed(3)),
        ...rows[db],
      },
    ]),
  );
  console.log(`medians of ${ROUNDS} rounds, batches of ${BATCH}`);
  console.table(table);
  return { rounds: ROUNDS, batch: BATCH, table, raw: rates };
}
