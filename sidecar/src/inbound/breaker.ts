import {
  admit,
  afterFailure,
  afterSuccess,
  CLOSED,
  trip,
  type BreakerState,
} from "../core/breaker.ts";
import { describe, Retryable } from "../core/errors.ts";
import type { PartHealth } from "../core/health.ts";
import type { Logger } from "../observability/logger.ts";
import type { Metrics } from "../observability/metrics.ts";

/** A failure of one call (HTTP 500) may lie in what it carried; these lie in Odoo. */
const ODOOS_FAULT = new Set([
  "odoo_unreachable",
  "odoo_timeout",
  "odoo_unavailable",
  "odoo_stale_socket",
  "odoo_unexpected_answer",
]);
const STATES = ["closed", "half_open", "open"] as const;

/** What of the breaker is not pure: the clock, the metric, and the one state all lanes share. */
export class Breaker {
  readonly #log: Logger;
  readonly #metrics: Metrics;
  #state: BreakerState = CLOSED;
  #reason = "";

  constructor(log: Logger, metrics: Metrics) {
    this.#log = log;
    this.#metrics = metrics;
  }

  get state(): BreakerState["name"] {
    return this.#state.name;
  }

  /** @throws Retryable `breaker_open`, with the time to wait, without calling */
  async call<Result>(work: () => Promise<Result>): Promise<Result> {
    const { state, waitMs } = admit(this.#state, performance.now());
    if (waitMs > 0) {
      throw new Retryable("breaker_open", `Odoo is given a pause: ${this.#reason}`, {
        afterMs: waitMs,
      });
    }
    this.#become(state);
    try {
      const result = await work();
      this.#become(afterSuccess());
      return result;
    } catch (error) {
      if (error instanceof Retryable && ODOOS_FAULT.has(error.code)) {
        this.#reason = describe(error);
        this.#become(afterFailure(this.#state, performance.now()));
      } else {
        // Odoo answered: what is wrong with this one call says nothing of the others.
        this.#become(afterSuccess());
      }
      throw error;
    }
  }

  /** Nothing of a batch passed, one by one, though Odoo answers. */
  trip(reason: string): void {
    this.#reason = reason;
    this.#become(trip(this.#state, performance.now()));
  }

  health(): PartHealth {
    if (this.#state.name === "closed") return { ok: true };
    return { ok: false, reason: `Odoo is called by one event at most: ${this.#reason}` };
  }

  #become(next: BreakerState): void {
    const former = this.#state.name;
    this.#state = next;
    if (former === next.name) return;
    this.#metrics.breakerState.set(STATES.indexOf(next.name));
    if (next.name === "half_open") return;
    const fields = { part: "breaker", reason: this.#reason };
    if (next.name === "open") this.#log.error(fields, "Odoo cannot work: calls pause");
    else this.#log.info(fields, "Odoo works again");
  }
}
