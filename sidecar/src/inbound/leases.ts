import { backoffMs } from "../core/backoff.ts";
import { Conflict, describe } from "../core/errors.ts";
import type { PartHealth } from "../core/health.ts";
import { sleep } from "../lib/sleep.ts";
import { Wake } from "../lib/wake.ts";
import type { Grant, Partitions } from "../odoo/partitions.ts";
import { errorFields, type Logger } from "../observability/logger.ts";
import type { Metrics } from "../observability/metrics.ts";
import type { Lanes } from "./lanes.ts";

/** Odoo gives a silent sidecar's partitions away after 20 s; four beats fit into that. */
const BEAT_MS = 5_000;
const LEASE_MS = 20_000;
/** Less than the beat, so that a beat that failed is repeated before the lease is over. */
const RETRY = { baseMs: 500, capMs: 4_000 };

export interface LeasesOptions {
  readonly partitions: Partitions;
  readonly lanes: Lanes;
  readonly breaker: () => string;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Keeps this sidecar a member, and its lanes in step with what Odoo grants. */
export class Leases {
  readonly #options: LeasesOptions;
  readonly #stop = new AbortController();
  readonly #wake = new Wake();
  #running: Promise<void> | undefined;
  #applying: Promise<void> | undefined;
  #next: Grant | undefined;
  #validUntil = 0;
  #failure: string | undefined = "Odoo has not said yet which partitions are ours";

  constructor(options: LeasesOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  health(): PartHealth {
    return this.#failure ? { ok: false, reason: this.#failure } : { ok: true };
  }

  /** Asks again at once: something was let go, or taken from us. */
  wake(): void {
    this.#wake.ring();
  }

  /** True while nobody else can have been given what is ours. */
  isValid(): boolean {
    return performance.now() < this.#validUntil;
  }

  /** After the lanes were closed: gives everything back, so that nobody waits for the lease. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.#applying;
  }

  async leave(): Promise<void> {
    await this.#options.partitions.leave().catch(() => undefined);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let failures = 0; !signal.aborted;) {
      failures = (await this.#beat()) ? 0 : failures + 1;
      if (failures > 0) await sleep(backoffMs(failures, RETRY), signal);
      else await this.#wake.wait(BEAT_MS, signal);
    }
  }

  async #beat(): Promise<boolean> {
    const { partitions, lanes, breaker, log, metrics } = this.#options;
    const asked = performance.now();
    try {
      const grant = await partitions.lease({ ...lanes.report(), breaker: breaker() });
      this.#validUntil = asked + LEASE_MS;
      this.#failure = undefined;
      metrics.partitionsHeld.set(grant.held.size);
      this.#apply(grant);
      return true;
    } catch (error) {
      this.#failure = `partitions are not leased: ${describe(error)}`;
      log.warn({ part: "leases", ...errorFields(error) }, "no answer to the lease");
      // Another process has our name, and with it what is ours.
      if (error instanceof Conflict) this.#apply(NOTHING);
      return false;
    }
  }

  /** One at a time, the newest grant next: letting go of a lane may take as long as a batch. */
  #apply(grant: Grant): void {
    this.#next = grant;
    this.#applying ??= (async () => {
      for (let next = this.#take(); next; next = this.#take()) {
        const changed = await this.#options.lanes.hold(next);
        if (changed) this.wake();
      }
    })()
      .catch((error: unknown) => {
        this.#options.log.error({ part: "leases", ...errorFields(error) }, "lanes did not follow");
      })
      .finally(() => {
        this.#applying = undefined;
      });
  }

  #take(): Grant | undefined {
    const next = this.#stop.signal.aborted ? undefined : this.#next;
    this.#next = undefined;
    return next;
  }
}

const NOTHING: Grant = { partitions: 0, held: new Map(), drain: 0 };
