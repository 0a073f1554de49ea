/**
 * Decides what happens next in a warehouse day. Pure apart from the shelves it keeps:
 * the same seed, catalogue and number of calls give the same acts.
 */
import { envelope, line } from "./envelope.mjs";
import { MISTAKES } from "./mistakes.mjs";
import { seeded } from "./random.mjs";
import { Shelves, tidy } from "./shelves.mjs";

export const PARTNERS = {
  wms: { source: "urn:meridian:wms", warehouses: { DAL: 3, ATL: 2 } },
  "3pl": { source: "urn:meridian:3pl", warehouses: { RNO: 1 } },
};

// Shares of all messages. Partners repeat themselves far more often than they err.
const SHARE = { duplicate: 0.04, conflict: 0.008, refused: 0.03 };

// What the floor does in each part of the day, in parts of the whole.
const PHASES = [
  { until: 0.35, mix: { goods_received: 7, shipment_dispatched: 2, adjustment_posted: 1 } },
  { until: 0.85, mix: { goods_received: 1, shipment_dispatched: 8, adjustment_posted: 1 } },
  { until: 1, mix: { goods_received: 1, shipment_dispatched: 3, adjustment_posted: 6 } },
];

const REMEMBERED = 60; // a repeat follows within this many events, as retries do

export class DayPlan {
  #random;
  #shelves;
  #catalogue;
  #run;
  #environment;
  #recent = [];
  #number = 0;
  #lots = 0;
  #mistake = 0;

  constructor({ seed, catalogue, run, environment }) {
    this.#random = seeded(seed);
    this.#catalogue = catalogue;
    this.#shelves = new Shelves(catalogue.stock);
    this.#run = run;
    this.#environment = environment;
  }

  /**
   * @param {number} progress of the day, 0 to 1
   * @param {Date} now
   * @returns {{partner: string, key: string, source: string, id: string, kind: string,
   *   body: Buffer, expect: "applied"|"duplicate"|"refused"|"conflict", why: string,
   *   deltas: {sku: string, warehouse: string, bin: string, lot: string, quantity: string}[]}}
   *   `deltas` is what the message should change, in the product's own unit; empty
   *   unless it should be applied
   */
  next(progress, now) {
    const lot = this.#random.weighted({
      ...SHARE,
      applied: 1 - SHARE.duplicate - SHARE.conflict - SHARE.refused,
    });
    if (lot === "duplicate" && this.#recent.length) return this.#repeat();
    if (lot === "conflict" && this.#recent.length) return this.#contradict();
    if (lot === "refused") return this.#err(progress, now);
    return this.#work(progress, now);
  }

  #repeat() {
    const first = this.#random.pick(this.#recent);
    return { ...first, expect: "duplicate", why: "the partner's own retry", deltas: [] };
  }

  #contradict() {
    const first = this.#random.pick(this.#recent);
    const event = JSON.parse(first.body.toString());
    event.data.lines[0].quantity = String(Number(event.data.lines[0].quantity) + 1);
    return {
      ...first,
      body: Buffer.from(JSON.stringify(event)),
      expect: "conflict",
      why: "the same id with another quantity",
      deltas: [],
    };
  }

  #err(progress, now) {
    const names = Object.keys(MISTAKES);
    const name = names[this.#mistake++ % names.length];
    const { act, event } = this.#compose(progress, now);
    const body = MISTAKES[name](event);
    return { ...act, source: event.source, body, expect: "refused", why: name, deltas: [] };
  }

  #work(progress, now) {
    const { act, event, moves } = this.#compose(progress, now);
    for (const { place, quantity } of moves) this.#shelves.move(place, quantity);
    const deltas = moves.map(({ place: { sku, warehouse, bin, lot }, quantity }) => ({
      sku,
      warehouse,
      bin,
      lot,
      quantity: String(tidy(quantity)),
    }));
    const done = {
      ...act,
      body: Buffer.from(JSON.stringify(event)),
      expect: "applied",
      why: "",
      deltas,
    };
    this.#recent.push(done);
    if (this.#recent.length > REMEMBERED) this.#recent.shift();
    return done;
  }

  #compose(progress, now) {
    const random = this.#random;
    const partner = random.weighted({ wms: 7, "3pl": 3 });
    const { source, warehouses } = PARTNERS[partner];
    const warehouse = random.weighted(warehouses);
    const phase = PHASES.find(({ until }) => progress <= until) ?? PHASES[PHASES.length - 1];
    const wanted = random.weighted(phase.mix);
    const steps = this.#steps(wanted, warehouse);
    // An empty warehouse can only receive.
    const kind = steps.length ? wanted : "goods_received";
    const moves = steps.length ? steps : this.#steps(kind, warehouse);
    const number = String(++this.#number).padStart(6, "0");
    const id = `${this.#run}-${number}`;
    // A hand scanner reports a few seconds after the act.
    const time = new Date(now.getTime() - random.integer(0, 4000)).toISOString();
    const event = envelope({
      id,
      source,
      kind,
      subject: moves[0].item.sku,
      time,
      environment: this.#environment,
      businessKey: `${PAPER[kind]}-${this.#run}-${number}`,
      warehouse,
      references: [{ type: REFERENCE[kind], id: `${PAPER[kind]}${random.integer(10000, 99999)}` }],
      lines: moves.map(({ item, place, sent, unit, reason }, i) =>
        line(i + 1, item, place, sent, unit, reason),
      ),
    });
    const act = { partner, key: `${partner}.${kind}.${warehouse}`, source, id, kind };
    return { act, event, moves };
  }

  /** The lines of one act: `[{ item, place, quantity, sent, unit, reason }]`. */
  #steps(kind, warehouse) {
    const random = this.#random;
    if (kind === "goods_received") {
      return Array.from({ length: random.weighted({ 1: 7, 2: 2, 3: 1 }) | 0 }, () =>
        this.#arrival(warehouse),
      );
    }
    if (kind === "shipment_dispatched") {
      const lines = random.weighted({ 1: 8, 2: 2 }) | 0;
      return this.#departures(warehouse, lines, () => random.integer(1, 6));
    }
    if (random.chance(0.5))
      return [{ ...this.#arrival(warehouse, random.integer(1, 3)), reason: "wms:found" }];
    return this.#departures(warehouse, 1, () => random.integer(1, 3), "wms:lost");
  }

  #arrival(warehouse, pieces = this.#random.integer(4, 48)) {
    const random = this.#random;
    const item = random.pick(this.#catalogue.items);
    const dozens = item.unit === "C62" && pieces >= 12 && random.chance(0.15);
    const sent = dozens ? Math.floor(pieces / 12) : pieces;
    const bins = this.#catalogue.bins.get(warehouse) ?? [];
    const lot = item.tracking === "lot" ? `L-${this.#run}-${++this.#lots}` : "";
    const place = { sku: item.sku, warehouse, bin: random.pick(bins), lot };
    return {
      item,
      place,
      sent,
      quantity: dozens ? sent * 12 : sent,
      unit: dozens ? "DZN" : item.unit,
    };
  }

  #departures(warehouse, lines, pieces, reason) {
    const steps = [];
    for (let i = 0; i < lines; i++) {
      const quantity = pieces();
      const place = this.#shelves.find(this.#random, warehouse, quantity);
      // Two lines from one place could together take more than lies there.
      if (!place || steps.some((step) => step.place === place)) continue;
      const item = this.#catalogue.items.find(({ sku }) => sku === place.sku);
      steps.push({ item, place, sent: -quantity, quantity: -quantity, unit: item.unit, reason });
    }
    return steps;
  }
}

const PAPER = { goods_received: "RCPT", shipment_dispatched: "SHIP", adjustment_posted: "ADJ" };
const REFERENCE = {
  goods_received: "po",
  shipment_dispatched: "order",
  adjustment_posted: "count",
};
