import express, { type RequestHandler } from "express";
import { verifyWebhook } from "../../core/webhook-signature.ts";
import type { BoundedSet } from "../../lib/bounded-set.ts";
import type { Logger } from "../../observability/logger.ts";
import type { Metrics } from "../../observability/metrics.ts";

export interface WebhookParts {
  readonly webhookKeys: readonly Buffer[];
  readonly onNotification: () => void;
  readonly now?: () => number;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/**
 * Odoo says "events up to N are there". The notification carries none of them, so its whole
 * effect is one more look at the outbox: it is verified on the raw bytes, answered, then acted on.
 * An attempt repeated by Odoo has a new timestamp; the same one again is a replay.
 */
export function webhookRoute(parts: WebhookParts, seen: BoundedSet): RequestHandler[] {
  const { log, metrics, now = Date.now } = parts;
  const raw = express.raw({ type: () => true, limit: "64kb", inflate: false });
  const handle: RequestHandler = (request, response) => {
    const message = {
      id: request.get("webhook-id") ?? "",
      timestamp: request.get("webhook-timestamp") ?? "",
      signature: request.get("webhook-signature") ?? "",
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    };
    const verification = verifyWebhook(message, parts.webhookKeys, now() / 1000);
    if (!verification.ok) {
      const { reason } = verification;
      metrics.webhooks.inc({ result: "refused" });
      metrics.signatureFailures.inc({ reason });
      log.warn({ part: "webhook", code: reason }, "notification refused");
      response.status(reason === "signature" ? 401 : 400).json({ error: reason });
      return;
    }
    if (!seen.add(`${message.id} ${message.timestamp}`)) {
      metrics.webhooks.inc({ result: "replayed" });
      response.status(409).json({ error: "replayed" });
      return;
    }
    metrics.webhooks.inc({ result: "accepted" });
    response.status(204).end();
    setImmediate(parts.onNotification);
  };
  return [raw, handle];
}
