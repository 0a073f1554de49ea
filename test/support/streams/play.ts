/** Turns a stream into messages, and beside them what each must be answered. */
import { createHash } from "node:crypto";

import { alter, bodyOf } from "./body.ts";
import { COUNT, type Step, type Stream } from "./generate.ts";
import { Reference, type Fact, type Line, type Outcome } from "./model.ts";
import { resolve, type Deed } from "./resolve.ts";

const MINUTE = 60_000;
const DOZEN = 12;

export interface Message {
  readonly body: string;
  readonly expected: Outcome | "duplicate";
  /** It takes an earlier event back. */
  readonly corrects: boolean;
}

export interface Played {
  readonly messages: Message[];
  readonly reference: Reference;
}

export interface Setting {
  /** Makes ids, lots and keys of this stream its own. */
  readonly name: string;
  /** Of an untracked product and of one tracked by lot, used by no other stream. */
  readonly skus: { readonly plain: string; readonly tracked: string };
  /** Another company that has goods here. */
  readonly owner: string;
  /** Milliseconds; nothing happens later. */
  readonly now: number;
  /** A user's order for so many of the untracked product on the shelf, made while events arrive. */
  readonly ordered: number;
}

export function play({ steps, deliveries }: Stream, setting: Setting): Played {
  const reference = new Reference();
  const deeds = resolve(steps);
  const first = new Map<number, { body: string; outcome: Outcome }>();
  const messages = deliveries.map(({ step: index, altered }): Message => {
    const [step, deed] = [steps[index], deeds[index]];
    if (!step || !deed) throw new Error(`No step ${String(index)}`);
    const corrects = deed.corrects !== null;
    const earlier = first.get(index);
    if (earlier) {
      return altered
        ? { body: alter(earlier.body), expected: "conflict", corrects }
        : { body: earlier.body, expected: "duplicate", corrects };
    }
    const fact = factOf(step, deed, index, setting, reference);
    const told = { body: bodyOf(fact, deed.lines), outcome: reference.take(fact) };
    first.set(index, told);
    return { body: told.body, expected: told.outcome, corrects };
  });
  const plain = { product: setting.skus.plain, lot: null, owner: null };
  if (setting.ordered) reference.order(plain, "shelf", setting.ordered);
  return { messages, reference };
}

function factOf(
  step: Step,
  { move, lines: drafts, corrects }: Deed,
  index: number,
  { name, skus, owner, now }: Setting,
  reference: Reference,
): Fact {
  const id = (n: number) => `${name}-${String(n)}`;
  const time = now - step.age * MINUTE - index; // no two at the same moment
  const lines = drafts.map((draft): Line => ({
    product: draft.tracked ? skus.tracked : skus.plain,
    lot: draft.tracked ? `${name}-${draft.lot}` : null,
    owner: draft.tracked && draft.consigned ? owner : null,
    quantity: draft.quantity * (draft.dozens ? DOZEN : 1),
    from: move.from,
    to: move.to,
    broken: draft.broken !== null,
  }));
  const count = move.kind === COUNT ? countOf(step, lines, reference) : null;
  return {
    id: id(index),
    kind: move.kind,
    time,
    lines,
    count,
    corrects: corrects === null ? null : id(corrects),
  };
}

/** A count names what it expected to find: what there is, or one piece more. */
function countOf(step: Step, [line]: readonly Line[], reference: Reference): Fact["count"] {
  if (!line?.from) throw new Error("A count has a place");
  const there = reference.at(line, line.from);
  // What lies below nothing cannot be expected by anybody: such a count is always stale.
  const expected = Math.max(0, there) + (step.stale || there < 0 ? 1 : 0);
  return { expected, found: step.found };
}

/** A name that differs between runs with different seeds. */
export const streamName = (seed: number, run: number): string =>
  createHash("sha256")
    .update(`${String(seed)}:${String(run)}`)
    .digest("hex")
    .slice(0, 12);
