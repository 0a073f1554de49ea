// @ts-check
// How long installing the addon takes on a database that has a year of stock history.
import { installAddon, onDatabase } from "./database.mjs";
import { shell } from "./shell.mjs";

const SECOND = 1000;
const DB = "bench_year";

/** @returns {Promise<object>} */
export function install() {
  return onDatabase(DB, measure, { bare: true });
}

/** @param {import("../../docker/lib/instance.mjs").Instance} instance */
async function measure(instance) {
  const there = await shell(instance, DB, new URL("./install.py", import.meta.url));
  await instance.sql(DB, "analyze");
  const began = performance.now();
  await installAddon(instance, DB);
  const seconds = (performance.now() - began) / SECOND;
  const [{ events }] = await instance.sql(DB, "select count(*) events from stock_tower_outbox");
  console.table({
    products: there.product_product,
    "done moves": there.stock_move,
    "stock figures": there.stock_quant,
    "opening balances written": events,
    "install (s)": seconds.toFixed(1),
  });
  return { ...there, seconds, events };
}
