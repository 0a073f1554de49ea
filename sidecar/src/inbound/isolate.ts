import { Retryable } from "../core/errors.ts";
import { holdsBack, type Entry } from "./entry.ts";

export interface Isolation {
  /** Entries whose call passed: they were settled. */
  readonly passed: number;
  /** Entries that failed in a call of their own. */
  readonly culprits: readonly Entry[];
  /**
   * Not tried: they come behind a culprit of their key, or too many calls failed in a row, so
   * that the fault is probably not in one event.
   */
  readonly untried: readonly Entry[];
}

/**
 * Failing calls in a row before giving up: finding one event in 200 takes 8 halvings, and three
 * times that many failures without one success says that everything fails.
 */
const FAILURES_IN_A_ROW = 24;

/**
 * Halves a batch that fails as a whole until each event that fails by itself is alone.
 * Culprits are left out of later batches, so a pass that follows one that gave up gets further.
 * @param send resolves when the call passed; rejects when it failed
 */
export async function isolate(
  entries: readonly Entry[],
  send: (part: readonly Entry[]) => Promise<void>,
): Promise<Isolation> {
  const culprits: Entry[] = [];
  const untried: Entry[] = [];
  let passed = 0;
  let inARow = 0;
  const parts: (readonly Entry[])[] = halves(entries);
  const blocked = new Set<string>();
  for (let next = parts.shift(); next; next = parts.shift()) {
    const part = next.filter(({ key }) => !blocked.has(key));
    untried.push(...next.filter(({ key }) => blocked.has(key)));
    if (part.length === 0) continue;
    if (inARow >= FAILURES_IN_A_ROW) {
      untried.push(...part);
      continue;
    }
    try {
      await send(part);
      passed += part.length;
      inARow = 0;
    } catch (error) {
      if (isPause(error)) {
        untried.push(...part);
        continue;
      }
      inARow += 1;
      const [culprit] = part;
      if (part.length > 1) parts.unshift(...halves(part));
      else if (culprit) {
        culprits.push(culprit);
        if (holdsBack(culprit)) blocked.add(culprit.key);
      }
    }
  }
  return { passed, culprits, untried };
}

/** Odoo was not called at all. */
export function isPause(error: unknown): error is Retryable {
  return error instanceof Retryable && error.code === "breaker_open";
}

function halves(part: readonly Entry[]): (readonly Entry[])[] {
  if (part.length <= 1) return [part];
  const middle = Math.ceil(part.length / 2);
  return [part.slice(0, middle), part.slice(middle)];
}
