/** Remembers the newest `limit` strings; the oldest is forgotten first. */
export class BoundedSet {
  readonly #limit: number;
  readonly #seen = new Set<string>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** True when the text was new. */
  add(text: string): boolean {
    if (this.#seen.has(text)) return false;
    this.#seen.add(text);
    if (this.#seen.size > this.#limit) {
      for (const oldest of this.#seen) {
        this.#seen.delete(oldest);
        break;
      }
    }
    return true;
  }
}
