import type { RawMessage } from "./inbound-decode.ts";
import { LANE_QUEUES } from "./topology.ts";

/** A message that was put aside, for a person to see in Odoo. */
export interface PutAside {
  readonly reason: string;
  readonly exchange: string;
  readonly detail: string;
  readonly body: string;
}

/** Characters of the message: enough to see whose it is and what is wrong with it. */
const KEPT = 4000;

/**
 * What Odoo is to be told of a message on the dead letter exchange: undefined when we put it there
 * ourselves, because Odoo was asked first and has an answer of its own.
 */
export function deadLetter({ headers, body }: RawMessage): PutAside | undefined {
  if (headers?.["sct-reason"] !== undefined) return undefined;
  const text = (name: string): string => {
    const value = headers?.[name];
    return typeof value === "string" ? value : "";
  };
  const queue = text("x-first-death-queue");
  const reason = text("x-first-death-reason") || "unknown";
  return {
    reason,
    exchange: text("x-first-death-exchange") || "stock.dead",
    // One cause, whichever lane it came by.
    detail: DETAILS[reason]?.(queue.startsWith(LANE_QUEUES) ? `${LANE_QUEUES}*` : queue) ?? "",
    body: body.toString("utf8").slice(0, KEPT),
  };
}

const DETAILS: Readonly<Record<string, (queue: string) => string>> = {
  delivery_limit: (queue) =>
    `given out of ${queue} again and again and never settled: what takes it may end before it is ` +
    "done; see the sidecar's log, then move it from stock.dead back to its exchange",
  rejected: (queue) => `another program took it from ${queue} and rejected it`,
  expired: (queue) => `it outlived a time limit that a policy sets on ${queue}`,
  maxlen: (queue) => `a policy limits the length of ${queue}`,
};
