/** What each step of a stream does, once corrections know what they correct. */
import { COUNT, type Draft, type Move, type Step } from "./generate.ts";
import { PLACES, type Place } from "./model.ts";

export interface Deed {
  readonly move: Move;
  readonly lines: readonly Draft[];
  /** Index of the step that it takes back. */
  readonly corrects: number | null;
}

export function resolve(steps: readonly Step[]): Deed[] {
  const deeds: Deed[] = [];
  for (const [index, { move, lines, correction }] of steps.entries()) {
    const target = correction ? index - correction.back : -1;
    const original = deeds[target];
    const back = original && isReversible(original.move) ? original : undefined;
    deeds.push(
      correction && back
        ? {
            move: reversed(back.move),
            lines: shareOf(back.lines, correction.share),
            corrects: target,
          }
        : { move, lines, corrects: null },
    );
  }
  return deeds;
}

/** A count has no way back, and between warehouses an event has two ends of its own. */
function isReversible({ kind, from, to }: Move): boolean {
  const warehouses = new Set([from, to].flatMap((place) => (place ? [warehouseOf(place)] : [])));
  return kind !== COUNT && warehouses.size === 1 && !warehouses.has(null);
}

const warehouseOf = (place: Place): string | null => PLACES[place].warehouse;

function reversed({ from, to }: Move): Move {
  return { kind: from && to ? "stock_moved" : "adjustment_posted", from: to, to: from };
}

function shareOf(lines: readonly Draft[], share: "all" | "first line" | "half" | "more"): Draft[] {
  const sound = lines.map((line) => ({ ...line, broken: null }));
  if (share === "first line") return sound.slice(0, 1);
  if (share === "half")
    return sound.map((line) => ({ ...line, quantity: Math.ceil(line.quantity / 2) }));
  if (share === "more")
    return sound.map((line, n) => ({ ...line, quantity: line.quantity + (n === 0 ? 1 : 0) }));
  return sound;
}
