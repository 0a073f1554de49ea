import express, { type ErrorRequestHandler, type Express } from "express";
import type { Readiness } from "../core/health.ts";
import { BoundedSet } from "../lib/bounded-set.ts";
import { errorFields, type Logger } from "../observability/logger.ts";
import type { Metrics } from "../observability/metrics.ts";
import { healthRoutes } from "./routes/health.ts";
import { webhookRoute } from "./routes/webhook.ts";

export interface AppParts {
  readonly webhookKeys: readonly Buffer[];
  /** Called after a verified notification was answered. */
  readonly onNotification: () => void;
  readonly readiness: () => Readiness;
  readonly status: () => object;
  readonly now?: () => number;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Messages remembered against replay: ten minutes of one notification every 150 ms. */
const REMEMBERED = 4096;

/** The HTTP face: notifications in, health and numbers out. No stock passes here. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.post("/webhooks/odoo", ...webhookRoute(parts, new BoundedSet(REMEMBERED)));
  app.use(healthRoutes(parts));
  app.use((_request, response) => {
    response.status(404).json({ error: "not_found" });
  });
  app.use(onError(parts.log));
  return app;
}

/** Body parser refusals carry a status; anything else is ours and shows nothing. */
function onError(log: Logger): ErrorRequestHandler {
  return (error: { status?: number; type?: string }, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error.status ?? 500;
    if (status >= 500) log.error({ part: "http", ...errorFields(error) }, "request failed");
    response.status(status).json({ error: status < 500 ? (error.type ?? "refused") : "failed" });
  };
}
