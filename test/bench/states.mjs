// @ts-check
// A page of stock by state and the totals over all products, beside the same from Odoo's own fields.
import { onDatabase } from "./database.mjs";
import { median } from "./median.mjs";
import { shell } from "./shell.mjs";

const DATABASE = "bench_states";

/** @returns {Promise<object>} */
export async function states() {
  const script = new URL("./states.py", import.meta.url);
  return report(await onDatabase(DATABASE, (instance) => shell(instance, DATABASE, script)));
}

/**
 * @param {{ products: number, locations: number,
 *   rounds: Record<string, { sql: number[], orm: number[] }> }} measured seconds
 */
function report({ products, locations, rounds }) {
  const rows = Object.entries(rounds).map(([name, { sql, orm }]) => [
    `${name}, ${products} products x ${locations} locations`,
    {
      "by state, ms": (median(sql) * 1000).toFixed(1),
      "Odoo's fields, ms": (median(orm) * 1000).toFixed(1),
      "time as a ratio": median(sql.map((seconds, n) => seconds / (orm[n] ?? NaN))).toFixed(3),
    },
  ]);
  console.table(Object.fromEntries(rows));
  return { products, locations, rounds };
}
