// @ts-check
import { startInstance } from "../../docker/lib/instance.mjs";

/**
 * Runs a bench on an instance of its own, in a database with Odoo's stock and, unless `bare`, the
 * addon.
 *
 * @template Result
 * @param {string} db
 * @param {(instance: import("../../docker/lib/instance.mjs").Instance) => Promise<Result>} work
 * @param {{ bare?: boolean, broker?: boolean }} [options]
 * @returns {Promise<Result>}
 */
export async function onDatabase(db, work, { bare = false, broker = false } = {}) {
  const instance = await startInstance({
    name: "bench",
    ephemeral: true,
    seed: "base",
    broker,
    say: console.log,
  });
  try {
    await instance.createDatabase(db, { template: "base" });
    if (!bare) await installAddon(instance, db);
    return await work(instance);
  } finally {
    await instance.close();
  }
}

/**
 * @param {import("../../docker/lib/instance.mjs").Instance} instance
 * @param {string} db
 * @returns {Promise<void>}
 */
export async function installAddon(instance, db) {
  const { code, stderr } = await instance.odoo(
    ["-d", db, "-i", "stock_control_tower", "--stop-after-init", "--no-http"],
    { timeoutMs: 15 * 60_000 },
  );
  if (code !== 0) throw new Error(`The install failed:\n${stderr.slice(-3000)}`);
}
