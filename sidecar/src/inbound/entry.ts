import type { Delivery } from "../amqp/consumer.ts";
import type { IngestItem } from "../core/inbound-decode.ts";

/** A delivery that waits for its outcome; the broker has it unacked meanwhile. */
export interface Entry {
  readonly delivery: Delivery;
  readonly item: IngestItem;
  /** Partition key: events of one key keep their order. Empty = it stands for itself. */
  readonly key: string;
  /** Rank by arrival in this process. */
  readonly arrival: number;
  /** Bytes the item takes in a call to Odoo. */
  readonly size: number;
  readonly receivedAt: number;
  /** Not to be sent again before this time (milliseconds of `Date.now`). */
  notBefore: number;
  /** Times Odoo answered `retry`. */
  retries: number;
  /** Times a call that carried only this item failed while Odoo answered other calls. */
  failures: number;
  /** Successful ingests of others there had been when it failed first. */
  passesBefore: number;
}

let arrivals = 0;

/** Rank of what arrives now. */
export function nextArrival(): number {
  arrivals += 1;
  return arrivals;
}

export function newEntry(delivery: Delivery, item: IngestItem, now: number, key = ""): Entry {
  const size = Buffer.byteLength(JSON.stringify(item));
  const counters = { notBefore: 0, retries: 0, failures: 0, passesBefore: 0 };
  return { delivery, item, key, arrival: nextArrival(), size, receivedAt: now, ...counters };
}

/** Attempts of one event before it must be decided for good. */
export const ATTEMPTS = 5;

/**
 * It failed alone before, or it is up for its last attempt: sent alone, so that it neither takes
 * others with it nor has them decided for good beside it.
 */
export function goesAlone(entry: Entry): boolean {
  return entry.failures > 0 || isLastAttempt(entry);
}

/** Odoo said `retry` four times; the next answer must be final. */
export function isLastAttempt(entry: Entry): boolean {
  return entry.retries >= ATTEMPTS - 1;
}

/**
 * Later events of its key wait for it. When all its attempts failed they go ahead: that they
 * pass is what shows that the fault lies in it alone.
 */
export function holdsBack(entry: Entry): boolean {
  return entry.key !== "" && entry.failures < ATTEMPTS;
}

/** The event as bytes nobody can use: that way Odoo does not look at what is in them. */
export function asPoison({ item, delivery, failures }: Entry): IngestItem {
  return {
    partner: item.partner,
    bytes_base64: delivery.body.toString("base64"),
    error: `poison: Odoo failed on it ${failures} times while it applied others`,
  };
}
