import type { Delivery } from "../amqp/consumer.ts";
import { PRIORITY } from "../core/topology.ts";
import type { DrainMark } from "../core/work-message.ts";
import { nextArrival } from "./entry.ts";

interface Waiting {
  readonly delivery: Delivery;
  readonly mark: DrainMark;
  readonly arrival: number;
}

const PRIORITIES = Object.values(PRIORITY).length;

/** Marks of a drain in one lane: reached when all that came before them is settled. */
export class DrainMarks {
  #waiting: Waiting[] = [];
  readonly #reached = new Map<number, Set<number>>();
  #drained = 0;

  /** Latest drain whose marks of every priority were reached; 0 when there was none. */
  get drained(): number {
    return this.#drained;
  }

  add(delivery: Delivery, mark: DrainMark): void {
    this.#waiting.push({ delivery, mark, arrival: nextArrival() });
  }

  /**
   * @param isClearBefore whether everything that arrived before is settled
   * @returns whether a drain was finished by it
   */
  settle(isClearBefore: (arrival: number) => boolean): boolean {
    const before = this.#drained;
    this.#waiting = this.#waiting.filter(({ delivery, mark, arrival }) => {
      if (!delivery.isAlive()) return false;
      if (!isClearBefore(arrival)) return true;
      delivery.ack();
      this.#reach(mark);
      return false;
    });
    return this.#drained > before;
  }

  #reach({ drain, priority }: DrainMark): void {
    const reached = (this.#reached.get(drain) ?? new Set()).add(priority);
    this.#reached.set(drain, reached);
    if (reached.size === PRIORITIES) this.#drained = Math.max(this.#drained, drain);
  }
}
