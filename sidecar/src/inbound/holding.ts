import { goesAlone, holdsBack, type Entry } from "./entry.ts";

export interface BatchLimits {
  readonly count: number;
  /** Of the items as JSON; Odoo refuses a body above 8 MiB. */
  readonly bytes: number;
  /** How long a batch that is not full waits for company, in milliseconds. */
  readonly lingerMs: number;
}

/**
 * What was consumed and is not settled, in order of arrival. The prefetch of the consumer bounds
 * it: the broker sends nothing more while that many are unacked.
 */
export class Holding {
  readonly #limits: BatchLimits;
  #entries: Entry[] = [];
  #singleNext = false;

  constructor(limits: BatchLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#entries.length;
  }

  get alone(): number {
    return this.#entries.filter(goesAlone).length;
  }

  /** Arrival of the oldest, or undefined when empty. */
  get oldest(): number | undefined {
    return this.#entries.reduce<number | undefined>(
      (oldest, { receivedAt }) => Math.min(oldest ?? receivedAt, receivedAt),
      undefined,
    );
  }

  /** Whether everything that arrived before is settled. */
  isClearBefore(arrival: number): boolean {
    return this.#entries.every((entry) => entry.arrival > arrival);
  }

  add(entry: Entry): void {
    this.#entries.push(entry);
  }

  /** For another attempt, before everything that arrived later. */
  putBack(entries: readonly Entry[]): void {
    this.#entries = [...entries, ...this.#entries].sort((a, b) => a.arrival - b.arrival);
  }

  /** Forgets what the broker will deliver again. */
  forgetDead(): void {
    this.#entries = this.#entries.filter((entry) => entry.delivery.isAlive());
  }

  /** Milliseconds until `take` has something worth sending; undefined when nothing waits. */
  dueIn(now: number): number | undefined {
    let due: number | undefined;
    let ready = 0;
    const blocked = new Set<string>();
    for (const entry of this.#entries) {
      if (blocked.has(entry.key)) continue;
      if ((entry.notBefore > now || goesAlone(entry)) && holdsBack(entry)) blocked.add(entry.key);
      const fresh = entry.notBefore === 0;
      if (entry.notBefore <= now) ready += 1;
      const at = fresh ? entry.receivedAt + this.#limits.lingerMs : entry.notBefore;
      due = due === undefined ? at : Math.min(due, at);
    }
    if (ready >= this.#limits.count) return 0;
    return due === undefined ? undefined : Math.max(0, due - now);
  }

  /**
   * A batch within the limits, or one event that goes alone, in turns; empty when nothing is due.
   * Behind an event that stays, the others of its key stay.
   */
  take(now: number): Entry[] {
    this.forgetDead();
    const batch: Entry[] = [];
    const rest: Entry[] = [];
    let bytes = 0;
    let single: Entry | undefined;
    const blocked = new Set<string>();
    for (const entry of this.#entries) {
      const fits =
        !blocked.has(entry.key) &&
        entry.notBefore <= now &&
        batch.length < this.#limits.count &&
        (batch.length === 0 || bytes + entry.size <= this.#limits.bytes);
      if (fits && !goesAlone(entry)) {
        batch.push(entry);
        bytes += entry.size;
        continue;
      }
      if (fits) single ??= entry;
      if (holdsBack(entry)) blocked.add(entry.key);
      rest.push(entry);
    }
    if (single && (batch.length === 0 || this.#singleNext)) {
      this.#entries = this.#entries.filter((entry) => entry !== single);
      this.#singleNext = false;
      return [single];
    }
    this.#singleNext = single !== undefined;
    this.#entries = rest;
    return batch;
  }
}
