import { toParked } from "../core/amqp-properties.ts";
import { EXCHANGES } from "../core/topology.ts";
import type { Publisher } from "../amqp/publisher.ts";
import type { CrashPoints } from "../lib/crash-points.ts";
import type { Outcome } from "../odoo/inbox.ts";
import type { Metrics } from "../observability/metrics.ts";
import type { Entry } from "./entry.ts";

/** Refusals after which Odoo holds less than the whole message. */
const KEPT_IN_PART = new Set(["undecodable", "event_too_large"]);

export interface SettleParts {
  readonly publisher: Publisher;
  readonly crash: CrashPoints;
  readonly metrics: Metrics;
}

/**
 * Acks each event on its own outcome, after Odoo's commit; one that waits for its time is durable
 * in Odoo, which answers the partner later. What Odoo could not keep whole goes
 * to the dead letter queue first, confirmed.
 * @throws Retryable when that copy was not confirmed; then nothing is acked
 */
export async function settle(
  decided: readonly (readonly [Entry, Outcome])[],
  { publisher, crash, metrics }: SettleParts,
): Promise<void> {
  const parked = decided.flatMap(([entry, outcome]) => {
    const reason = parkReason(entry, outcome);
    return reason === undefined ? [] : [{ entry, reason, detail: outcome.message ?? "" }];
  });
  if (parked.length > 0) {
    await publisher.publishWindow(
      parked.map(({ entry, reason, detail }) => copyOf(entry, reason, detail)),
    );
    for (const { reason } of parked) metrics.parked.inc({ reason });
  }
  await crash.reach("after_ingest", decided.length);
  const half = Math.ceil(decided.length / 2);
  for (const [index, [entry, outcome]] of decided.entries()) {
    if (index === half) await crash.reach("mid_ack", decided.length - index);
    if (!entry.delivery.ack()) metrics.staleAcks.inc();
    count(outcome, metrics);
    metrics.endToEnd.observe({ direction: "in" }, (Date.now() - entry.receivedAt) / 1000);
  }
  await crash.reach("after_ack", 0);
}

function parkReason(entry: Entry, outcome: Outcome): string | undefined {
  if ("error" in entry.item) return outcome.code ?? "undecodable";
  return outcome.code && KEPT_IN_PART.has(outcome.code) ? outcome.code : undefined;
}

function copyOf(entry: Entry, reason: string, detail: string) {
  const { body, routingKey, contentType, messageId, headers } = entry.delivery;
  return toParked(
    { exchange: EXCHANGES.in, key: routingKey, content: body, contentType, messageId, headers },
    reason,
    detail,
  );
}

function count(outcome: Outcome, metrics: Metrics): void {
  if (outcome.outcome === "applied") metrics.applied.inc();
  else if (outcome.outcome === "recorded")
    metrics.recorded.inc({ reason: outcome.code ?? "unknown" });
  else if (outcome.outcome === "waiting") metrics.waiting.inc();
  else if (outcome.outcome === "duplicate") metrics.duplicate.inc();
  else if (outcome.outcome === "conflict") metrics.conflict.inc();
  else metrics.rejected.inc({ reason: outcome.code ?? "unknown" });
}
