// @ts-check
// How long installing the addon takes on a database that has a year of stock history.
import { startInstance } from "../../docker/lib/instance.mjs";
import { shell } from "./shell.mjs";

const SECOND = 1000;
const DB = "bench_year";

/** @returns {Promise<object>} */
export async function install() {
  const instance = await startInstance({
    name: "bench",
    ephemeral: true,
    seed: "base",
    broker: false,
    say: console.log,
  });
  try {
    await instance.createDatabase(DB, { template: "base" });
    const there = await shell(instance, DB, new URL("./install.py", import.meta.url));
    await instance.sql(DB, "analyze");
    const began = performance.now();
    const run = await instance.odoo(
      ["-d", DB, "-i", "stock_control_tower", "--stop-after-init", "--no-http"],
      { timeoutMs: 900 * SECOND },
    );
    const seconds = (performance.now() - began) / SECOND;
    if (run.code !== 0) throw new Error(`The install failed:\n${run.stderr.slice(-3000)}`);
    const [{ events }] = await instance.sql(DB, "select count(*) events from stock_tower_outbox");
    const result = { ...there, seconds, events };
    console.table({
      products: there.product_product,
      "done moves": there.stock_move,
      "stock figures": there.stock_quant,
      "opening balances written": events,
      "install (s)": seconds.toFixed(1),
    });
    return result;
  } finally {
    await instance.close();
  }
}
