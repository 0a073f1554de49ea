/**
 * What the warehouse system believes lies where. It only ever takes what it put or
 * was told of, as a real one would.
 */
const key = ({ sku, warehouse, bin, lot }) => [sku, warehouse, bin, lot].join("\u0000");

/** Quantities carry at most three decimals; sums must not show binary dust. */
export const tidy = (quantity) => Math.round(quantity * 1000) / 1000;

export class Shelves {
  #places = new Map();
  #byWarehouse = new Map();

  constructor(stock) {
    for (const row of stock) this.move(row, row.quantity);
  }

  /** Adds `quantity` (may be negative) at a place `{sku, warehouse, bin, lot}`. */
  move(place, quantity) {
    const id = key(place);
    const entry = this.#places.get(id) ?? this.#create(id, place);
    entry.quantity = tidy(entry.quantity + quantity);
  }

  #create(id, { sku, warehouse, bin, lot }) {
    const entry = { sku, warehouse, bin, lot, quantity: 0 };
    this.#places.set(id, entry);
    if (!this.#byWarehouse.has(warehouse)) this.#byWarehouse.set(warehouse, []);
    this.#byWarehouse.get(warehouse).push(entry);
    return entry;
  }

  /** A place of the warehouse that holds at least `quantity`, or null after a fair search. */
  find(random, warehouse, quantity) {
    const entries = this.#byWarehouse.get(warehouse) ?? [];
    for (let tries = 0; tries < 40 && entries.length; tries++) {
      const entry = random.pick(entries);
      if (entry.bin && entry.quantity >= quantity) return entry;
    }
    return null;
  }
}
