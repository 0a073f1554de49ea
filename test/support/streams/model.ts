/** What a stream of events must come to, reckoned from the contract alone. */

export type Outcome = "applied" | "recorded" | "refused" | "conflict";

/** Where the streams happen: bins with the state their stock is in; transit is nobody's bin. */
export const PLACES = {
  shelf: { warehouse: "DAL", bin: "STREAM-SHELF", state: "available" },
  face: { warehouse: "DAL", bin: "STREAM-FACE", state: "available" },
  cage: { warehouse: "DAL", bin: "STREAM-CAGE", state: "quarantined" },
  dents: { warehouse: "DAL", bin: "STREAM-DENTS", state: "damaged" },
  returns: { warehouse: "DAL", bin: "STREAM-RETURNS", state: "returned" },
  other: { warehouse: "ATL", bin: "STREAM-OTHER", state: "available" },
  transit: { warehouse: null, bin: null, state: "in_transit" },
} as const;
export type Place = keyof typeof PLACES;

/** One line of an event, in whole pieces. */
export interface Line {
  readonly product: string;
  readonly lot: string | null;
  /** Whose it is; null is the company's own. */
  readonly owner: string | null;
  readonly quantity: number;
  /** Null is outside the ledger. */
  readonly from: Place | null;
  readonly to: Place | null;
  /** The line cannot be understood or booked, for a reason that lies in itself. */
  readonly broken: boolean;
}

export interface Fact {
  readonly id: string;
  readonly kind: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly lines: readonly Line[];
  /** Only counts: what was expected and found, at the first line's `from`. */
  readonly count: { readonly expected: number; readonly found: number } | null;
  /** The earlier event that this one takes back, wholly or in part. */
  readonly corrects: string | null;
}

type Goods = Pick<Line, "product" | "lot" | "owner">;

const key = ({ product, lot, owner }: Goods, place: Place): string =>
  `${product}|${place}|${lot ?? ""}|${owner ?? ""}`;

export class Reference {
  readonly #stock = new Map<string, number>();
  readonly #lots = new Set<string>();
  readonly #counted = new Map<string, number>();
  readonly #ordered = new Map<string, number>();
  /** What applied events moved, less what corrections took back: `product|lot` to pieces. */
  readonly #moved = new Map<string, Map<string, number>>();
  readonly #recorded = new Set<string>();
  /** Correction to what it corrects. */
  readonly #corrected = new Map<string, string>();

  at(goods: Goods, place: Place): number {
    return this.#stock.get(key(goods, place)) ?? 0;
  }

  /** Takes the event in, wholly or not at all. */
  take(fact: Fact): Outcome {
    const outcome = this.#decide(fact);
    if (outcome === "recorded") this.#recorded.add(fact.id);
    return outcome;
  }

  #decide(fact: Fact): Outcome {
    if (fact.lines.some((line) => line.broken)) return "refused";
    if (!this.#lotsAreKnown(fact)) return "refused";
    if (fact.lines.some((line) => this.#isLate(line, fact.time))) return "recorded";
    // What takes back something that was kept without effect has none either.
    if (fact.corrects !== null && this.#recorded.has(fact.corrects)) return "recorded";
    if (fact.count) return this.#takeCount(fact, fact.count);
    const moved = movedBy(fact.lines);
    if (fact.corrects !== null && !this.#takesBack(fact.corrects, moved)) return "refused";
    for (const line of fact.lines) {
      if (line.to && line.lot) this.#lots.add(`${line.product}|${line.lot}`);
      if (line.from) this.#add(line, line.from, -line.quantity);
      if (line.to) this.#add(line, line.to, line.quantity);
    }
    this.#moved.set(fact.id, moved);
    if (fact.corrects !== null) this.#correct(fact.id, fact.corrects, moved, 1);
    return "applied";
  }

  /** An order waits for goods at one place. */
  order(goods: Goods, place: Place, pieces: number): void {
    this.#ordered.set(key(goods, place), pieces);
  }

  /** Everything that is not zero, sorted: `product|place|lot|owner=quantity`. */
  figures(): string[] {
    return listed(this.#stock);
  }

  /** What orders hold back, in the form of `figures`: all they can get, as soon as it is there. */
  reserved(): string[] {
    const held = [...this.#ordered].map(
      ([at, pieces]) => [at, Math.min(pieces, Math.max(0, this.#stock.get(at) ?? 0))] as const,
    );
    return listed(new Map(held));
  }

  /** Only what comes in, or is found beyond what was expected, may bring a lot with it. */
  #lotsAreKnown({ lines, count }: Fact): boolean {
    const brought = new Set<string>();
    const found = count !== null && count.found > count.expected;
    return lines.every(({ product, lot, from }) => {
      if (lot === null) return true;
      const name = `${product}|${lot}`;
      if (from === null || found) brought.add(name);
      return this.#lots.has(name) || brought.has(name);
    });
  }

  #takeCount({ id, lines, time }: Fact, count: NonNullable<Fact["count"]>): Outcome {
    const [line] = lines;
    const place = line?.from ?? line?.to;
    if (!line || !place) throw new Error("A count has a place");
    const difference = count.found - count.expected;
    if (this.at(line, place) !== count.expected) return "conflict";
    if (line.lot) this.#lots.add(`${line.product}|${line.lot}`);
    this.#add(line, place, difference);
    this.#counted.set(key(line, place), time);
    this.#moved.set(id, movedBy([{ ...line, quantity: Math.abs(difference) }]));
    return "applied";
  }

  #isLate(line: Line, time: number): boolean {
    return [line.from, line.to].some(
      (place) => place !== null && time <= (this.#counted.get(key(line, place)) ?? 0),
    );
  }

  /** Nothing is taken back twice, or beyond what was moved, of goods that were moved. */
  #takesBack(original: string, wanted: ReadonlyMap<string, number>): boolean {
    const moved = this.#moved.get(original);
    return (
      moved !== undefined &&
      [...wanted].every(([goods, quantity]) => quantity <= (moved.get(goods) ?? 0))
    );
  }

  /** Taking back a correction gives back to what that had corrected. */
  #correct(id: string, original: string, wanted: ReadonlyMap<string, number>, sign: 1 | -1): void {
    const moved = this.#moved.get(original);
    for (const [goods, quantity] of wanted)
      moved?.set(goods, (moved.get(goods) ?? 0) - sign * quantity);
    const above = this.#corrected.get(original);
    if (above !== undefined) this.#correct(original, above, wanted, sign === 1 ? -1 : 1);
    this.#corrected.set(id, original);
  }

  #add(goods: Goods, place: Place, quantity: number): void {
    const at = key(goods, place);
    this.#stock.set(at, (this.#stock.get(at) ?? 0) + quantity);
  }
}

function movedBy(lines: readonly Line[]): Map<string, number> {
  const moved = new Map<string, number>();
  for (const { product, lot, quantity } of lines) {
    const goods = `${product}|${lot ?? ""}`;
    moved.set(goods, (moved.get(goods) ?? 0) + quantity);
  }
  return moved;
}

function listed(figures: ReadonlyMap<string, number>): string[] {
  return [...figures]
    .filter(([, quantity]) => quantity !== 0)
    .map(([at, quantity]) => `${at}=${String(quantity)}`)
    .sort();
}
