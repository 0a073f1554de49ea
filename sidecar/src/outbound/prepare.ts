import { toMessage, toParked, type Envelope } from "../core/amqp-properties.ts";
import { LIMITS, EXCHANGES } from "../core/topology.ts";
import type { OutgoingMessage } from "../amqp/publisher.ts";

export interface Violation {
  readonly path: string;
  readonly message: string;
}

/** Empty when the event fits the contract. */
export type ValidateEvent = (event: unknown) => readonly Violation[];

export interface Prepared {
  readonly event: Partial<Envelope>;
  readonly message: OutgoingMessage;
  /** Why the event goes to the dead letter queue instead of to subscribers. */
  readonly parked?: { readonly reason: string; readonly detail: string };
}

/**
 * An event of ours that breaks our own contract is a bug, and stopping for it would stop every
 * event behind it: it is published to the dead letter queue with the reason, and alarms.
 */
export function prepare(event: unknown, environment: string, validate: ValidateEvent): Prepared {
  const envelope = (event ?? {}) as Partial<Envelope>;
  const violations = validate(event);
  if (violations.length > 0) {
    const detail = violations
      .slice(0, 5)
      .map(({ path, message }) => `${path}: ${message}`)
      .join("; ");
    return park(envelope, "contract_violation", detail);
  }
  if (envelope.environment !== environment) {
    const detail = `the event is of ${envelope.environment}, this is ${environment}`;
    return park(envelope, "environment_mismatch", detail);
  }
  const message = toMessage(envelope as Envelope);
  if (message.content.length > LIMITS.eventBytes) {
    const detail = `${message.content.length} bytes, the limit is ${LIMITS.eventBytes}`;
    return park(envelope, "event_too_large", detail);
  }
  return { event: envelope, message };
}

function park(event: Partial<Envelope>, reason: string, detail: string): Prepared {
  const message = toParked(
    {
      exchange: EXCHANGES.out,
      key: "stock.outbound_refused",
      content: Buffer.from(JSON.stringify(event)),
      contentType: "application/json",
      messageId: typeof event.id === "string" ? event.id : undefined,
    },
    reason,
    detail,
  );
  return { event, message, parked: { reason, detail } };
}
