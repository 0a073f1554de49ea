import { LIMITS } from "../core/topology.ts";
import type { OutgoingMessage, Publisher } from "../amqp/publisher.ts";
import type { UnroutedGuard } from "../amqp/unrouted-guard.ts";
import type { Claim, Outbox } from "../odoo/outbox.ts";
import type { Logger } from "../observability/logger.ts";
import type { Metrics } from "../observability/metrics.ts";
import { prepare, type ValidateEvent } from "./prepare.ts";

export interface ReplayOptions {
  readonly outbox: Outbox;
  readonly publisher: Publisher;
  readonly guard: UnroutedGuard;
  readonly validate: ValidateEvent;
  readonly environment: string;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/**
 * Publishes one page of a range of the log once more: same ids and keys, and a header by which
 * consumers can tell. One page at a time, so that live events come between. Killed anywhere, a
 * page comes again.
 */
export async function replayPage(
  fence: Claim["fence"],
  { outbox, publisher, guard, validate, environment, log, metrics }: ReplayOptions,
): Promise<void> {
  const page = await outbox.fetchReplay(fence, LIMITS.publishWindow);
  if (page.replay === null) return;
  const header = { "sct-replay": String(page.replay) };
  // What breaks today's contract was put aside when it was live, if it was live at all.
  const messages = page.events
    .map((event) => prepare(event, environment, validate))
    .filter(({ parked }) => parked === undefined)
    .map(({ message }) => withHeader(message, header));
  if (messages.length > 0) {
    await publisher.publishWindow(messages);
    await guard.check();
  }
  await outbox.advanceReplay(fence, page.replay, page.last, messages.length);
  metrics.replayed.inc(messages.length);
  const fields = { part: "relay", replay: page.replay, count: messages.length };
  log.info({ ...fields, sequence: page.last.toString() }, "part of the log published again");
}

function withHeader(message: OutgoingMessage, header: Record<string, string>): OutgoingMessage {
  const headers = message.properties.headers as Record<string, unknown> | undefined;
  return { ...message, properties: { ...message.properties, headers: { ...headers, ...header } } };
}
