// @ts-check
// Bins where the partner counts now and then. A count takes effect only against the figure it was
// made with, so the events of each bin form a chain: order and loss show in the last figure.
import { envelope, line } from "../../../docker/simulator/envelope.mjs";

const SOURCE = "urn:meridian:wms";
const WAREHOUSE = "DAL";

/**
 * @typedef {{ sku: string, warehouse: string, bin: string, lot: string }} Place
 * @typedef {{ partner: string, key: string, source: string, id: string, kind: string, body: Buffer,
 *   expect: string, why: string, deltas: (Place & { quantity: string })[],
 *   chain?: { bin: string, time: string, counted?: string } }} Message what DayPlan gives, and for a
 *   counted bin its place in the chain
 */

const IN_USE = 8;

export class CountedBins {
  #figures = new Map();
  #clock = 0;
  #number = 0;

  /**
   * @param {{ random: ReturnType<typeof import("../../../docker/simulator/random.mjs").seeded>,
   *   bins: { sku: string, bin: string }[], run: string, environment: string }} options
   */
  constructor({ random, bins, run, environment }) {
    this.random = random;
    this.bins = bins.slice(0, IN_USE);
    this.spare = bins.slice(IN_USE);
    this.run = run;
    this.environment = environment;
  }

  /** Others take the place of these, as long as there are others. @param {Set<string>} bins */
  retire(bins) {
    this.bins = this.bins.map((each) => (bins.has(each.bin) && this.spare.shift()) || each);
  }

  /** @param {Date} now @returns {Message} */
  next(now) {
    const { sku, bin } = this.random.pick(this.bins);
    const figure = this.#figures.get(bin) ?? 0;
    const counts = figure > 0 && this.random.chance(0.2);
    // Strictly later than the one before: the chain's order is that of its times.
    this.#clock = Math.max(now.getTime(), this.#clock + 1);
    const time = new Date(this.#clock).toISOString();
    const found = counts ? Math.max(0, figure + this.random.pick([-2, -1, 1, 2])) : figure;
    const change = counts
      ? found - figure
      : figure > 6 && this.random.chance(0.4)
        ? -this.random.integer(1, 6)
        : this.random.integer(1, 9);
    this.#figures.set(bin, figure + change);
    const kind = counts
      ? "cycle_count_posted"
      : change > 0
        ? "goods_received"
        : "shipment_dispatched";
    const id = `${this.run}-bin-${String(++this.#number).padStart(6, "0")}`;
    const place = { sku, warehouse: WAREHOUSE, bin, lot: "" };
    const event = /** @type {any} */ (
      envelope({
        ...{ id, source: SOURCE, kind, subject: sku, time, environment: this.environment },
        ...{ businessKey: `${kind}:${id}`, warehouse: WAREHOUSE },
        references: [{ type: counts ? "count" : "order", id }],
        lines: [line(1, { sku }, place, change, "C62")],
      })
    );
    if (counts) {
      event.data.mode = "count";
      Object.assign(event.data.lines[0], {
        expectedQuantity: String(figure),
        countedQuantity: String(found),
      });
    }
    return {
      ...{ partner: "wms", key: `wms.${kind}.${WAREHOUSE}`, source: SOURCE, id, kind },
      ...{ body: Buffer.from(JSON.stringify(event)), expect: "applied", why: "" },
      deltas: [{ ...place, quantity: String(change) }],
      chain: { bin, time, ...(counts ? { counted: String(found) } : {}) },
    };
  }
}
