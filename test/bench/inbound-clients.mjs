// @ts-check
// Who sends events in the inbound bench: integrations without the addon, and ours.
import { randomUUID } from "node:crypto";

/**
 * One call per event to Odoo's own service, as the best integration without the addon does it.
 *
 * @param {string} url
 * @param {string} db
 * @param {import("./inbound.mjs").World} world
 */
export async function naive(url, db, world) {
  const uid = await rpc(url, "common", "login", [db, "admin", "admin"]);
  const call = (/** @type {string} */ model, /** @type {string} */ method, ...args) =>
    rpc(url, "object", "execute_kw", [db, uid, "admin", model, method, ...args]);
  const at = places(world);
  return {
    /** The figure that is counted, applied at once. */
    count: async (/** @type {number} */ n) => {
      const { product, bin } = at(n);
      const vals = {
        product_id: product[0],
        location_id: bin[0],
        inventory_quantity_auto_apply: 1100 + n,
      };
      await call("stock.quant", "create", [vals], { context: { inventory_mode: true } });
    },
    /** A move from bin to bin, created and validated within the call. */
    move: async (/** @type {number} */ n) => {
      const { product, bin, other } = at(n);
      const bench = {
        product_id: product[0],
        location_id: bin[0],
        location_dest_id: other[0],
        quantity: 1,
      };
      await call("ir.actions.server", "run", [world.action], { context: { bench } });
    },
  };
}

/**
 * Our route.
 *
 * @param {string} url
 * @param {import("./inbound.mjs").World} world
 */
export function ours(url, world) {
  const at = places(world);
  return async (
    /** @type {string} */ kind,
    /** @type {number} */ offset,
    /** @type {number} */ count,
    poison = false,
  ) => {
    const events = Array.from({ length: count }, (_, n) => event(kind, at(offset + n)));
    if (poison) events[Math.floor(count / 2)] = poisonEvent(at(offset));
    const items = events.map((one) => ({ partner: "bench-wms", body: JSON.stringify(one) }));
    const response = await fetch(`${url}/stock_control_tower/rpc`, {
      method: "POST",
      headers: { authorization: `Bearer ${world.token}`, "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "inbox.ingest", params: { items } }),
    });
    if (!response.ok) throw new Error(`Odoo answered ${response.status}: ${await response.text()}`);
    const { result, error } = /** @type {any} */ (await response.json());
    if (error) throw new Error(error.message);
    const applied = result.outcomes.filter((/** @type {any} */ one) => one.outcome === "applied");
    if (applied.length !== count - (poison ? 1 : 0))
      throw new Error(`Not applied: ${JSON.stringify(result.outcomes.slice(0, 2))}`);
  };
}

/**
 * Spreads the n-th event over products and bins, so that hot rows are met but do not rule.
 *
 * @param {import("./inbound.mjs").World} world
 */
export function places({ products, bins }) {
  const pick = (/** @type {[number, string][]} */ all, /** @type {number} */ n) =>
    /** @type {[number, string]} */ (all[n % all.length]);
  return (/** @type {number} */ n) => ({
    product: pick(products, n * 7),
    bin: pick(bins, n * 7),
    other: pick(bins, n * 7 + 3),
  });
}

/**
 * @param {string} kind
 * @param {{ product: [number, string], bin: [number, string], other: [number, string] }} at
 * @param {object} [line] members besides
 */
export function event(kind, { product, bin, other }, line = {}) {
  const id = randomUUID();
  const held = (/** @type {string} */ name) => ({
    state: "available",
    location: { warehouse: "BNCH", bin: name },
  });
  const inside = kind === "stock_moved";
  return {
    specversion: "1.0",
    id,
    source: "urn:bench:wms",
    type: `org.stockcontroltower.${kind}.v1`,
    subject: product[1],
    time: new Date().toISOString(),
    environment: "bench",
    data: {
      kind,
      mode: "delta",
      businessKey: `${kind}:${id}`,
      location: { warehouse: "BNCH" },
      lines: [
        {
          lineId: "1",
          item: { sku: product[1] },
          quantity: "1",
          uom: "C62",
          from: inside ? held(bin[1]) : { state: "outside" },
          to: held(inside ? other[1] : bin[1]),
          ...line,
        },
      ],
    },
  };
}

/**
 * A serial number that is in stock arrives once more: Odoo refuses it, after all checks of ours.
 *
 * @param {ReturnType<ReturnType<typeof places>>} at
 */
function poisonEvent(at) {
  const product = /** @type {[number, string]} */ ([0, "BENCH-SERIAL"]);
  return event("adjustment_posted", { ...at, product }, { serials: ["BENCH-1"] });
}

/**
 * @param {string} url
 * @param {string} service
 * @param {string} method
 * @param {unknown[]} args
 * @returns {Promise<any>}
 */
async function rpc(url, service, method, args) {
  const response = await fetch(`${url}/jsonrpc`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", method: "call", params: { service, method, args } }),
  });
  const { result, error } = /** @type {any} */ (await response.json());
  if (error) throw new Error(error.data?.message ?? error.message);
  return result;
}
