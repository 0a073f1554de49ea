import { Router } from "express";
import type { Readiness } from "../../core/health.ts";
import type { Metrics } from "../../observability/metrics.ts";

export interface HealthParts {
  readonly readiness: () => Readiness;
  readonly status: () => object;
  readonly metrics: Metrics;
}

/** `live` = the process turns; `ready` = every part works, or 503 with each reason. */
export function healthRoutes({ readiness, status, metrics }: HealthParts): Router {
  const router = Router();
  router.get("/health/live", (_request, response) => {
    response.json({ live: true });
  });
  router.get("/health/ready", (_request, response) => {
    const answer = readiness();
    response.status(answer.ready ? 200 : 503).json(answer);
  });
  router.get("/status", (_request, response) => {
    response.json(status());
  });
  router.get("/metrics", async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}
