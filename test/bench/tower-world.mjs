// @ts-check
// A database of the size that the tower's pages must bear, and an Odoo on it.
import { sidecarCredentials } from "../../docker/lib/credentials.mjs";
import { shell } from "./shell.mjs";

const size = (/** @type {string} */ name, /** @type {number} */ usual) =>
  Number(process.env[`BENCH_${name}`] ?? usual);

const PRODUCTS = size("PRODUCTS", 100_000);
const EVENTS = size("EVENTS", 1_000_000);
const EXCEPTIONS = size("EXCEPTIONS", 10_000);
const DAYS = 30;
/** What events are about; the other products only lie there. */
const MOVED_PRODUCTS = 1_000;
/** A partner's event becomes two in the log: what moved, and the answer. */
const LOGGED = 2;

/**
 * @param {import("../../docker/lib/instance.mjs").Instance} instance
 * @param {string} db
 * @returns {Promise<{ url: string, rows: Record<string, number> }>}
 */
export async function fill(instance, db) {
  const scripts = (/** @type {string[]} */ ...names) =>
    names.map((name) => new URL(name, import.meta.url));
  const began = performance.now();
  await shell(instance, db, scripts("./inbound.py"), { BENCH_PRODUCTS: String(MOVED_PRODUCTS) });
  await shell(instance, db, scripts("./copies.py", "./flat.py"), {
    BENCH_STORED: String(Math.ceil(EVENTS / LOGGED)),
    BENCH_DAYS: String(DAYS),
  });
  const { rows } = await shell(instance, db, scripts("./copies.py", "./tower.py"), {
    BENCH_PRODUCTS: String(PRODUCTS),
    BENCH_EXCEPTIONS: String(EXCEPTIONS),
  });
  await subscribe(instance, db);
  const { url } = await instance.startOdoo({ db });
  console.log(`filled in ${Math.round((performance.now() - began) / 1000)} s`);
  console.table(rows);
  return { url, rows };
}

/** A subscriber that has read everything, so that nothing counts as waiting. */
async function subscribe(
  /** @type {import("../../docker/lib/instance.mjs").Instance} */ instance,
  /** @type {string} */ db,
) {
  await sidecarCredentials(instance, "http://127.0.0.1:9/webhooks/odoo", db);
  await instance.sql(
    db,
    `update stock_tower_subscription
        set cursor = (select last_value from stock_tower_sequence)`,
  );
}
