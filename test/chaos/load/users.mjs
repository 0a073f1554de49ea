// @ts-check
// Users of Odoo at work: transfers, deliveries, cancellations and counts over its own HTTP door.
// Each act is written down before it begins; one whose answer was lost may have taken effect.
import { Ledger } from "../../../docker/simulator/ledger.mjs";
import { eventually, pause } from "../stack/wait.mjs";
import { OdooSession } from "./odoo-session.mjs";

const WAIT_MS = 25_000;
const SETTLE_MS = 90_000;
const KINDS = { transfer: 5, delivery: 3, cancelled: 2, count: 3, mistake: 2 };
/** Between two acts; people look before they click. */
const THINK_MS = [50, 500];
const PUZZLED_MS = 1_000;

/**
 * @typedef {{ name: string, kind: string, round: number, state: "ok" | "fail" | "info", error?: string }}
 *   Act `name` is the origin of its transfer in Odoo
 * @typedef {{ id: number, product_id: number, location_id: number }} Quant
 */

export class Users {
  /** @type {Act[]} */
  acts = [];
  round = 0;
  #left = 0;
  #busy = 0;
  #closing = false;
  #running;

  /**
   * @param {{ url: string, database: string, file: string, count: number,
   *   places: import("./places.mjs").Places,
   *   random: ReturnType<typeof import("../../../docker/simulator/random.mjs").seeded> }} options
   */
  constructor({ url, database, file, count, places, random }) {
    this.journal = new Ledger(file);
    this.places = places;
    this.random = random;
    this.session = new OdooSession(url, database, WAIT_MS);
    this.#running = Promise.all(Array.from({ length: count }, () => this.#run()));
  }

  /** @param {number} most acts of this round */
  play(most) {
    this.#left = most;
  }

  async settle() {
    this.#left = 0;
    await eventually("the users have their answers", () => this.#busy === 0, {
      within: SETTLE_MS,
    });
  }

  async close() {
    this.#closing = true;
    await this.#running;
    this.journal.close();
  }

  async #run() {
    while (!this.#closing) {
      if (this.#left === 0) await pause(20);
      else {
        this.#left -= 1;
        this.#busy += 1;
        const answered = await this.#act();
        this.#busy -= 1;
        await pause(this.random.integer(THINK_MS[0], THINK_MS[1]) + (answered ? 0 : PUZZLED_MS));
      }
    }
  }

  async #act() {
    const kind = this.random.weighted(KINDS);
    const name = `CHAOS/${this.acts.length + 1}`;
    const act = /** @type {Act} */ ({ name, kind, round: this.round, state: "info" });
    this.acts.push(act);
    this.journal.commit({ line: "act", ...act });
    try {
      if (kind === "count") await this.#count();
      else if (kind === "mistake") await this.#mistake();
      else await this.#move(act);
      act.state = "ok";
    } catch (error) {
      const { refused, message } = /** @type {any} */ (error);
      if (refused) act.state = "fail";
      act.error = message;
    }
    this.journal.note({ line: act.state, name, error: act.error });
    return act.state !== "info";
  }

  /** Counts some places anew: one transaction, one event each. */
  async #count() {
    const ids = this.#some(1 + this.random.integer(0, 11)).map(({ id }) => id);
    const found = this.random.integer(20, 400);
    await this.session.call("stock.quant", "write", [
      ids,
      { inventory_quantity: found, inventory_quantity_set: true },
    ]);
    await this.session.call("stock.quant", "action_apply_inventory", [ids]);
  }

  /**
   * An import of counts whose last line says what no count may say: Odoo has moved the stock of all
   * others by then, and takes it back.
   */
  async #mistake() {
    const lines = this.#some(4).map(({ product_id, location_id }) => ({
      ...{ product_id, location_id, inventory_quantity_auto_apply: this.random.integer(20, 400) },
    }));
    await this.session.call(
      "stock.quant",
      "create",
      [[...lines, { ...lines[0], reserved_quantity: 1 }]],
      {
        context: { inventory_mode: true },
      },
    );
  }

  /** @param {Act} act */
  async #move({ name, kind }) {
    const { session, places, random } = this;
    const lines = this.#some(random.chance(0.2) ? 25 : random.integer(1, 4));
    const type = kind === "transfer" ? places.transfers : places.deliveries;
    const target = kind === "transfer" ? random.pick(places.bins) : places.customers;
    const moves = lines.map(({ product_id, location_id }) => [
      0,
      0,
      { product_id, product_uom_qty: random.integer(1, 3), location_id, location_dest_id: target },
    ]);
    const [id] = await session.call("stock.picking", "create", [
      [
        {
          ...{ origin: name, picking_type_id: type, move_ids: moves },
          ...{ location_id: places.stock, location_dest_id: target },
        },
      ],
    ]);
    await session.call("stock.picking", "action_confirm", [[id]]);
    await session.call("stock.picking", "action_assign", [[id]]);
    if (kind === "cancelled") return session.call("stock.picking", "action_cancel", [[id]]);
    await session.call("stock.picking", "button_validate", [[id]], {
      context: { skip_backorder: true, cancel_backorder: true, skip_sms: true },
    });
  }

  /** @param {number} count @returns {Quant[]} of different products and places */
  #some(count) {
    const { quants } = this.places;
    return [...new Set(Array.from({ length: count }, () => this.random.pick(quants)))];
  }
}
