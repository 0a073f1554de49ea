// @ts-check
// What can be promised of 10,000 products in one call, beside Odoo's own forecast of the same
// products in a loop: one Odoo process, rounds in turn, nothing committed.
import { onDatabase } from "./database.mjs";
import { median } from "./median.mjs";
import { shell } from "./shell.mjs";

const DATABASE = "bench_atp";

/** @returns {Promise<object>} */
export async function atp() {
  const script = new URL("./atp.py", import.meta.url);
  return report(await onDatabase(DATABASE, (instance) => shell(instance, DATABASE, script)));
}

/**
 * @param {{ products: number, seed: number, dates: number, compared: number, differ: number,
 *   rounds: Record<string, number[]>, queries: Record<string, [number, number]> }} measured seconds
 *   per round; queries for 10 products and for all
 */
function report(measured) {
  const { products, seed, dates, compared, differ, rounds, queries } = measured;
  const row = (/** @type {string} */ name, /** @type {string} */ other) => {
    const seconds = rounds[name] ?? [];
    return {
      seconds: Number(median(seconds).toFixed(3)),
      "queries, 10 products": queries[name]?.[0],
      "queries, all": queries[name]?.[1],
      "time as a ratio": Number(
        median(seconds.map((value, n) => value / (rounds[other]?.[n] ?? NaN))).toFixed(3),
      ),
    };
  };
  const result = {
    products,
    seed,
    table: {
      "promise, now": row("promise_now", "forecast"),
      "Odoo's forecast, now": row("forecast", "forecast"),
      [`promise, ${dates} dates`]: row("promise_by_date", "forecast_by_date"),
      [`Odoo's forecast, ${dates} dates`]: row("forecast_by_date", "forecast_by_date"),
    },
    differ,
    raw: rounds,
  };
  console.log(
    `${products} products, medians of ${rounds.promise_now?.length} rounds, seed ${seed}`,
  );
  console.table(result.table);
  console.log(`${compared - differ} of ${compared} random products equal the slow reference`);
  if (differ) process.exitCode = 1;
  return result;
}
