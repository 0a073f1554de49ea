/** Turns a stream into messages, and beside them what each must be answered. */
import { createHash } from "node:crypto";

import type { Json } from "../rabbit.ts";
import { ENVIRONMENT } from "../stack.ts";
import { COUNT, type Draft, type Step, type Stream } from "./generate.ts";
import { PLACES, Reference, type Fact, type Line, type Outcome, type Place } from "./model.ts";

const MINUTE = 60_000;
const DOZEN = 12;

export interface Message {
  readonly body: string;
  readonly expected: Outcome | "duplicate";
}

export interface Played {
  readonly messages: Message[];
  readonly reference: Reference;
}

/**
 * @param name makes ids, lots and keys of this stream its own
 * @param skus of an untracked product and of one tracked by lot, used by no other stream
 * @param now milliseconds; nothing happens later
 */
export function play(
  { steps, deliveries }: Stream,
  name: string,
  skus: { plain: string; tracked: string },
  now: number,
): Played {
  const reference = new Reference();
  const first = new Map<number, { body: string; outcome: Outcome }>();
  const messages = deliveries.map(({ step: index, altered }): Message => {
    const step = steps[index];
    if (!step) throw new Error(`No step ${String(index)}`);
    const earlier = first.get(index);
    if (earlier) {
      return altered
        ? { body: alter(earlier.body), expected: "conflict" }
        : { body: earlier.body, expected: "duplicate" };
    }
    const told = tell(step, index, name, skus, now, reference);
    const outcome = reference.take(told.fact);
    first.set(index, { body: told.body, outcome });
    return { body: told.body, expected: outcome };
  });
  return { messages, reference };
}

function tell(
  step: Step,
  index: number,
  name: string,
  skus: { plain: string; tracked: string },
  now: number,
  reference: Reference,
): { body: string; fact: Fact } {
  const { kind, from, to } = step.move;
  const time = now - step.age * MINUTE - index; // no two at the same moment
  const lines = step.lines.map((draft): Line => ({
    product: draft.tracked ? skus.tracked : skus.plain,
    lot: draft.tracked ? `${name}-${draft.lot}` : null,
    quantity: draft.quantity * (draft.dozens ? DOZEN : 1),
    from,
    to,
    broken: draft.broken !== null,
  }));
  const count = kind === COUNT ? countOf(step, lines, reference) : null;
  const fact: Fact = { kind, time, lines, count };
  const event = {
    specversion: "1.0",
    id: `${name}-${String(index)}`,
    source: "urn:meridian:wms",
    type: `org.stockcontroltower.${kind}.v1`,
    time: new Date(time).toISOString(),
    datacontenttype: "application/json",
    environment: ENVIRONMENT,
    data: {
      kind,
      mode: count ? "count" : "delta",
      businessKey: `${name}:${String(index)}`,
      location: { warehouse: "DAL" },
      lines: step.lines.map((draft, n) => lineOf(draft, lines[n], n, count)),
    },
  };
  return { body: JSON.stringify(event), fact };
}

/** A count names what it expected to find: what there is, or one piece more. */
function countOf(step: Step, [line]: readonly Line[], reference: Reference): Fact["count"] {
  if (!line?.from) throw new Error("A count has a place");
  const there = reference.at(line.product, line.from, line.lot);
  // What lies below nothing cannot be expected by anybody: such a count is always stale.
  const expected = Math.max(0, there) + (step.stale || there < 0 ? 1 : 0);
  return { expected, found: step.found };
}

function lineOf(draft: Draft, line: Line, n: number, count: Fact["count"]): Json {
  const { broken } = draft;
  const difference = count ? count.found - count.expected : 0;
  const [from, to] = count && difference > 0 ? [line.to, line.from] : [line.from, line.to];
  const quantity = count ? Math.abs(difference) : draft.quantity;
  return {
    lineId: String(n + 1),
    item: { sku: broken === "sku" ? "NO-SUCH-SKU" : line.product },
    quantity: broken === "quantity" ? "-1" : String(quantity),
    uom: broken === "unit" ? "KGM" : draft.dozens && !count ? "DZN" : "C62",
    from: sideOf(from, broken === "bin"),
    to: sideOf(to, broken === "bin"),
    ...(broken === "lot" ? otherLot(line) : line.lot ? { lot: line.lot } : {}),
    ...(count && {
      expectedQuantity: String(count.expected),
      countedQuantity: String(count.found),
    }),
  };
}

/** A tracked product without its lot, an untracked one with a lot. */
const otherLot = (line: Line): Json => (line.lot ? {} : { lot: "NO-SUCH-LOT" });

function sideOf(place: Place | null, broken: boolean): Json {
  if (place === null) return { state: "outside" };
  const { warehouse, bin, state } = PLACES[place];
  if (bin === null) return { state };
  return { state, location: { warehouse, bin: broken ? "NO-SUCH-BIN" : bin } };
}

/** The same identity, other facts. */
function alter(body: string): string {
  const event = JSON.parse(body) as { data: { lines: { quantity: string }[] } };
  const [line] = event.data.lines;
  if (line) line.quantity = String(Number(line.quantity) + 1);
  return JSON.stringify(event);
}

/** A name that differs between runs with different seeds. */
export const streamName = (seed: number, run: number): string =>
  createHash("sha256")
    .update(`${String(seed)}:${String(run)}`)
    .digest("hex")
    .slice(0, 12);
