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
  readonly quantity: number;
  /** Null is outside the ledger. */
  readonly from: Place | null;
  readonly to: Place | null;
  /** The line cannot be understood or booked, for a reason that lies in itself. */
  readonly broken: boolean;
}

export interface Fact {
  readonly kind: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly lines: readonly Line[];
  /** Only counts: what was expected and found, at the first line's `from`. */
  readonly count: { readonly expected: number; readonly found: number } | null;
}

const key = (product: string, place: Place, lot: string | null): string =>
  `${product}|${place}|${lot ?? ""}`;

export class Reference {
  readonly #stock = new Map<string, number>();
  readonly #lots = new Set<string>();
  readonly #counted = new Map<string, number>();

  at(product: string, place: Place, lot: string | null): number {
    return this.#stock.get(key(product, place, lot)) ?? 0;
  }

  /** Takes the event in, wholly or not at all. */
  take(fact: Fact): Outcome {
    if (fact.lines.some((line) => line.broken)) return "refused";
    if (!this.#lotsAreKnown(fact)) return "refused";
    if (fact.lines.some((line) => this.#isLate(line, fact.time))) return "recorded";
    if (fact.count) return this.#takeCount(fact, fact.count);
    for (const line of fact.lines) {
      if (line.to && line.lot) this.#lots.add(`${line.product}|${line.lot}`);
      if (line.from) this.#add(line.product, line.from, line.lot, -line.quantity);
      if (line.to) this.#add(line.product, line.to, line.lot, line.quantity);
    }
    return "applied";
  }

  /** Everything that is not zero, sorted: `product|place|lot=quantity`. */
  figures(): string[] {
    return [...this.#stock]
      .filter(([, quantity]) => quantity !== 0)
      .map(([at, quantity]) => `${at}=${String(quantity)}`)
      .sort();
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

  #takeCount({ lines, time }: Fact, count: NonNullable<Fact["count"]>): Outcome {
    const [line] = lines;
    const place = line?.from ?? line?.to;
    if (!line || !place) throw new Error("A count has a place");
    if (this.at(line.product, place, line.lot) !== count.expected) return "conflict";
    if (line.lot) this.#lots.add(`${line.product}|${line.lot}`);
    this.#stock.set(key(line.product, place, line.lot), count.found);
    this.#counted.set(key(line.product, place, line.lot), time);
    return "applied";
  }

  #isLate({ product, lot, from, to }: Line, time: number): boolean {
    return [from, to].some(
      (place) => place !== null && time <= (this.#counted.get(key(product, place, lot)) ?? 0),
    );
  }

  #add(product: string, place: Place, lot: string | null, quantity: number): void {
    const at = key(product, place, lot);
    this.#stock.set(at, (this.#stock.get(at) ?? 0) + quantity);
  }
}
