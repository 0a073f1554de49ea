/** Random streams: what happens, how often it is told, in which batches it arrives. */
import fc from "fast-check";

import type { Place } from "./model.ts";

/** A line before it is known what lies where. */
export interface Draft {
  readonly tracked: boolean;
  readonly lot: "A" | "B";
  /** Pieces, or dozens when `dozens`. */
  readonly quantity: number;
  readonly dozens: boolean;
  /** Another company's goods; only those tracked by lot. */
  readonly consigned: boolean;
  readonly broken: Broken | null;
}

export type Broken = "sku" | "bin" | "unit" | "quantity" | "lot";

export interface Move {
  readonly kind: string;
  readonly from: Place | null;
  readonly to: Place | null;
}

export interface Step {
  readonly move: Move;
  readonly lines: readonly Draft[];
  /** Minutes before now: events do not arrive in the order in which they happened. */
  readonly age: number;
  /** A count expects what there is, or something else. */
  readonly stale: boolean;
  readonly found: number;
  readonly correction: Correction | null;
}

/** Takes back an earlier step instead of what the step says. */
export interface Correction {
  /** How many steps back. */
  readonly back: number;
  /** "more" takes back one piece too many. */
  readonly share: "all" | "first line" | "half" | "more";
}

/** A delivery of the event at `step`; later ones of the same step are repeats. */
export interface Delivery {
  readonly step: number;
  /** The same id with other content. */
  readonly altered: boolean;
}

export interface Stream {
  readonly steps: readonly Step[];
  readonly deliveries: readonly Delivery[];
  /** Sizes of the batches, repeated until everything is sent. */
  readonly batches: readonly number[];
}

export const COUNT = "cycle_count_posted";

const MOVES: readonly (readonly [number, Move])[] = [
  [6, { kind: "goods_received", from: null, to: "shelf" }],
  [1, { kind: "goods_received", from: null, to: "cage" }],
  [1, { kind: "goods_received", from: null, to: "dents" }],
  [2, { kind: "putaway_completed", from: "shelf", to: "face" }],
  [4, { kind: "shipment_dispatched", from: "shelf", to: null }],
  [1, { kind: "shipment_dispatched", from: "face", to: null }],
  [1, { kind: "adjustment_posted", from: null, to: "face" }],
  [1, { kind: "adjustment_posted", from: "dents", to: null }],
  [2, { kind: "quality_hold_placed", from: "shelf", to: "cage" }],
  [1, { kind: "quality_hold_placed", from: "cage", to: "dents" }],
  [2, { kind: "quality_hold_released", from: "cage", to: "shelf" }],
  [2, { kind: "return_received", from: null, to: "returns" }],
  [1, { kind: "return_inspected", from: "returns", to: "shelf" }],
  [1, { kind: "return_inspected", from: "returns", to: "dents" }],
  [1, { kind: "return_inspected", from: "returns", to: null }],
  [1, { kind: "transfer_dispatched", from: "shelf", to: "transit" }],
  [1, { kind: "transfer_received", from: "transit", to: "other" }],
  [1, { kind: "stock_moved", from: "face", to: "shelf" }],
  [2, { kind: COUNT, from: "shelf", to: null }],
];

const draft: fc.Arbitrary<Draft> = fc.record({
  tracked: fc.boolean(),
  lot: fc.constantFrom("A", "B"),
  quantity: fc.integer({ min: 1, max: 30 }),
  dozens: fc.integer({ max: 9, min: 0 }).map((one) => one === 0),
  consigned: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
  broken: fc.oneof(
    { weight: 40, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom<Broken>("sku", "bin", "unit", "quantity", "lot") },
  ),
});

const correction: fc.Arbitrary<Correction> = fc.record({
  back: fc.integer({ min: 1, max: 4 }),
  share: fc.constantFrom("all", "first line", "half", "more"),
});

const step: fc.Arbitrary<Step> = fc
  .record({
    move: fc.oneof(...MOVES.map(([weight, move]) => ({ weight, arbitrary: fc.constant(move) }))),
    lines: fc.array(draft, { minLength: 1, maxLength: 3 }),
    age: fc.integer({ min: 1, max: 600 }),
    stale: fc.boolean(),
    found: fc.integer({ min: 0, max: 40 }),
    correction: fc.oneof(
      { weight: 6, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: correction },
    ),
  })
  .map((each) => (each.move.kind === COUNT ? { ...each, lines: each.lines.slice(0, 1) } : each));

export const stream: fc.Arbitrary<Stream> = fc
  .array(step, { minLength: 8, maxLength: 16 })
  .chain((steps) =>
    fc.record({
      steps: fc.constant(steps),
      deliveries: deliveries(steps.length),
      batches: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
    }),
  );

/** Every step once, some again, in any order; an altered one is never the first. */
function deliveries(count: number): fc.Arbitrary<Delivery[]> {
  const every = Array.from({ length: count }, (_none, index) => index);
  return fc
    .tuple(
      fc.shuffledSubarray(every, { minLength: count, maxLength: count }),
      fc.array(
        fc.record({ step: fc.nat(count - 1), altered: fc.boolean(), at: fc.nat(2 * count) }),
        { maxLength: Math.ceil(count / 2) },
      ),
    )
    .map(([order, again]) => {
      const list: Delivery[] = order.map((each) => ({ step: each, altered: false }));
      for (const { at, ...repeat } of again) {
        const first = list.findIndex((each) => each.step === repeat.step);
        list.splice(Math.max(first + 1, at % (list.length + 1)), 0, repeat);
      }
      return list;
    });
}
