import { Fatal, describe } from "../core/errors.ts";
import type { PartHealth } from "../core/health.ts";
import { backoffMs, CALL } from "../core/backoff.ts";
import { sleep } from "../lib/sleep.ts";
import { errorFields, type Logger } from "../observability/logger.ts";
import type { Tower, TowerStatus } from "./status.ts";

/** Odoo's own numbers for /status; half a minute is fresh enough for a person who looks. */
const WATCH_MS = 30_000;

/** Keeps an eye on Odoo: whether it answers, and whether it still is our environment. */
export class OdooWatch {
  readonly #tower: Tower;
  readonly #log: Logger;
  readonly #onFatal: (error: Fatal) => void;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #last: TowerStatus | undefined;
  #failure: string | undefined = "Odoo was not asked yet";

  constructor(tower: Tower, log: Logger, onFatal: (error: Fatal) => void) {
    this.#tower = tower;
    this.#log = log;
    this.#onFatal = onFatal;
  }

  /** Resolves when Odoo answered once and is our environment; false when closed before. */
  async start(): Promise<boolean> {
    for (let attempt = 1; !this.#stop.signal.aborted; attempt += 1) {
      if (await this.#ask()) {
        this.#running = this.#watch();
        return true;
      }
      await sleep(backoffMs(attempt, CALL), this.#stop.signal);
    }
    return false;
  }

  health(): PartHealth {
    return this.#failure ? { ok: false, reason: this.#failure } : { ok: true };
  }

  get last(): TowerStatus | undefined {
    return this.#last;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #watch(): Promise<void> {
    for (let failures = 0; !this.#stop.signal.aborted;) {
      await sleep(failures ? backoffMs(failures, CALL) : WATCH_MS, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      failures = (await this.#ask()) ? 0 : failures + 1;
    }
  }

  async #ask(): Promise<boolean> {
    try {
      this.#last = await this.#tower.status();
      this.#failure = undefined;
      return true;
    } catch (error) {
      this.#failure = describe(error);
      this.#log.warn({ part: "odoo", ...errorFields(error) }, "Odoo does not answer as expected");
      if (error instanceof Fatal) this.#onFatal(error);
      return false;
    }
  }
}
