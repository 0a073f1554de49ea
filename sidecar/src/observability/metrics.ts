import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** 5 ms … 5 min: the goal is 2 s, and what an outage of minutes does should still be seen. */
const LAG_BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300];
const CALL_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];
const BATCH_BUCKETS = [1, 2, 5, 10, 25, 50, 100, 150, 200];

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * Every metric of the sidecar, listed once. No label is unbounded: never an SKU, an event id or
 * a partner code.
 */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "sct_" });
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter<L>({ name, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge<L>({ name, help, labelNames, registers });
  const histogram = <L extends string>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: readonly L[] = [],
  ) => new Histogram<L>({ name, help, buckets, labelNames, registers });

  return {
    registry,
    // Flow
    published: counter("sct_events_published_total", "Events confirmed by the broker"),
    replayed: counter("sct_events_replayed_total", "Events of the log published once more"),
    taken: counter("sct_intake_events_total", "Messages given to the lanes of their keys"),
    received: counter("sct_events_received_total", "Messages taken from lanes", ["lane"]),
    applied: counter("sct_events_applied_total", "Partner events applied by Odoo"),
    recorded: counter("sct_events_recorded_total", "Partner events kept without effect, by rule", [
      "reason",
    ]),
    waiting: counter("sct_events_waiting_total", "Partner events stored until their flow is due"),
    duplicate: counter("sct_events_duplicate_total", "Repeats answered with the first outcome"),
    rejected: counter("sct_events_rejected_total", "Partner events refused, by code", ["reason"]),
    conflict: counter("sct_events_conflict_total", "Known id with another body"),
    parked: counter("sct_events_parked_total", "Messages copied to stock.dead", ["reason"]),
    retried: counter("sct_events_retried_total", "Events tried again", ["stage"]),
    // Lag
    endToEnd: histogram(
      "sct_event_end_to_end_seconds",
      "Out: recorded in Odoo to confirmed. In: received to acked",
      LAG_BUCKETS,
      ["direction"],
    ),
    oldestHeld: gauge("sct_oldest_unprocessed_event_age_seconds", "Oldest event held", ["lane"]),
    partitionsHeld: gauge("sct_partitions_held", "Lanes, and the intake, that are ours"),
    // Outbox
    outboxUnsent: gauge("sct_outbox_unsent", "Numbered events after our cursor"),
    outboxSequence: gauge("sct_outbox_cursor", "Cursor last advanced to"),
    sequenceGaps: counter("sct_outbox_sequence_gaps_total", "Holes in a sequence without holes"),
    leaseHeld: gauge("sct_outbox_lease_held", "1 while this sidecar holds the outbox lease"),
    fencedWrites: counter("sct_fenced_writes_total", "Calls refused because another one claimed"),
    // Broker
    returned: counter("sct_publish_returned_total", "Messages the broker could not route at all"),
    unrouted: counter("sct_publish_unrouted_total", "Messages found on an alternate queue", [
      "queue",
    ]),
    confirmSeconds: histogram("sct_confirm_seconds", "One publish window", CALL_BUCKETS),
    reconnects: counter("sct_reconnects_total", "Connections made after the first", ["link"]),
    resubscribes: counter("sct_resubscribes_total", "Subscriptions made after the first", [
      "reason",
    ]),
    blocked: gauge("sct_broker_blocked", "1 while the broker blocks publishers", ["link"]),
    queueReady: gauge("sct_queue_ready", "Messages ready", ["queue"]),
    queueConsumers: gauge("sct_queue_consumers", "Consumers", ["queue"]),
    staleAcks: counter("sct_stale_acks_total", "Outcomes whose channel was gone: redelivered"),
    // Odoo
    odooCallSeconds: histogram("sct_odoo_call_seconds", "Calls to Odoo", CALL_BUCKETS, [
      "method",
      "result",
    ]),
    breakerState: gauge("sct_breaker_state", "0 calls Odoo, 1 tries with one call, 2 waits"),
    ingestBatch: histogram("sct_ingest_batch_events", "Events in one ingest", BATCH_BUCKETS),
    // Webhooks
    webhooks: counter("sct_webhooks_total", "Notifications by answer", ["result"]),
    signatureFailures: counter("sct_signature_failures_total", "Refused notifications", ["reason"]),
  };
}
