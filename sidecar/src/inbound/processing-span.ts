import { SpanKind } from "@opentelemetry/api";
import { traceparentOf } from "../core/trace-context.ts";
import type { SpanOptions } from "../observability/tracing.ts";
import type { Entry } from "./entry.ts";

/** The span of a batch on its way into Odoo, linked to what its events were sent under. */
export function processing(batch: readonly Entry[]): SpanOptions {
  return {
    kind: SpanKind.CONSUMER,
    attributes: { "messaging.system": "rabbitmq", "messaging.batch.message_count": batch.length },
    about: batch.map(({ item, delivery }) =>
      traceparentOf("body" in item ? item.body : "", delivery.headers),
    ),
  };
}
