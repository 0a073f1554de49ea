import { SpanKind } from "@opentelemetry/api";
import { backoffMs, CALL } from "../core/backoff.ts";
import { Conflict, describe, Retryable } from "../core/errors.ts";
import type { PartHealth } from "../core/health.ts";
import type { Sequence } from "../core/sequence.ts";
import { EXCHANGES, LIMITS } from "../core/topology.ts";
import type { Publisher } from "../amqp/publisher.ts";
import type { UnroutedGuard } from "../amqp/unrouted-guard.ts";
import type { CrashPoints } from "../lib/crash-points.ts";
import { sleep } from "../lib/sleep.ts";
import { Wake } from "../lib/wake.ts";
import type { Claim, Outbox, Page } from "../odoo/outbox.ts";
import { errorFields, type Logger } from "../observability/logger.ts";
import type { Metrics } from "../observability/metrics.ts";
import { traced, type SpanOptions } from "../observability/tracing.ts";
import { prepare, type Prepared, type ValidateEvent } from "./prepare.ts";
import { replayPage } from "./replay.ts";

/** Characters of an event that was put aside: enough to see what is wrong with it. */
const KEPT = 4000;

export interface RelayOptions {
  readonly outbox: Outbox;
  readonly publisher: Publisher;
  readonly guard: UnroutedGuard;
  readonly validate: ValidateEvent;
  readonly environment: string;
  readonly sweepMs: number;
  readonly crash: CrashPoints;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Reason why nothing may be published now, such as a blocked connection. */
  readonly heldBy: () => string | undefined;
}

/**
 * Moves the outbox to the broker: claim, then fetch, publish, check and advance until the head
 * is reached. The only commit point is `advance`; whatever happens before it is done again.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #wake = new Wake();
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #fence: Claim["fence"] | undefined;
  #cursor: Sequence = 0n;
  #head: Sequence = 0n;
  #standby = false;
  #failure: string | undefined = "the outbox was not read yet";
  #failures = 0;

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Something may be new. Returns at once; many calls make one more round. */
  wake(): void {
    this.#wake.ring();
  }

  health(): PartHealth {
    return this.#failure ? { ok: false, reason: this.#failure } : { ok: true };
  }

  status(): Record<string, unknown> {
    return {
      standby: this.#standby,
      cursor: this.#cursor.toString(),
      head: this.#head.toString(),
      failure: this.#failure ?? null,
    };
  }

  /** Ends after the window under way was advanced. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const waitMs = await this.#round();
      if (waitMs > 0) await sleep(waitMs, signal);
      else await this.#wake.wait(this.#options.sweepMs, signal);
    }
  }

  /** @returns milliseconds to wait whatever happens; 0 = until woken or the sweep */
  async #round(): Promise<number> {
    const held = this.#options.heldBy();
    if (held) {
      this.#failure = `publishing waits: ${held}`;
      return backoffMs(1, CALL);
    }
    try {
      await this.#drain();
      this.#failure = undefined;
      this.#failures = 0;
      return 0;
    } catch (error) {
      return this.#afterFailure(error);
    }
  }

  async #drain(): Promise<void> {
    const { outbox, metrics, log } = this.#options;
    if (this.#fence === undefined) {
      const claim = await outbox.claim();
      this.#fence = claim.fence;
      this.#cursor = claim.cursor;
      this.#standby = false;
      metrics.leaseHeld.set(1);
      log.info({ part: "relay", sequence: claim.cursor.toString() }, "outbox claimed");
    }
    // Also when there is nothing new: what an earlier sidecar left unrouted must not stay there.
    await this.#options.guard.check();
    const fence = this.#fence;
    let ahead: Promise<Page> | undefined;
    while (!this.#stop.signal.aborted) {
      const page = await (ahead ?? this.#fetch(fence, this.#cursor));
      ahead = undefined;
      this.#see(this.#cursor, page.head);
      if (page.last > this.#cursor) {
        // While the broker takes this page, Odoo reads the next one.
        if (page.last < page.head) ahead = this.#fetch(fence, page.last);
        await this.#publish(fence, page);
      } else if (page.replay) await replayPage(fence, this.#options);
      else return;
    }
  }

  /** Its failure counts when it is awaited; a page read ahead may be needed by nobody. */
  #fetch(fence: Claim["fence"], after: Sequence): Promise<Page> {
    const page = this.#options.outbox.fetch(fence, after, LIMITS.publishWindow);
    page.catch(() => undefined);
    return page;
  }

  async #publish(fence: Claim["fence"], page: Page): Promise<void> {
    const { outbox, publisher, guard, crash, environment, validate } = this.#options;
    const count = page.events.length;
    await crash.reach("after_fetch", count);
    this.#noteGaps(page);
    const window = page.events.map((event) => prepare(event, environment, validate));
    await traced(`send ${EXCHANGES.out}`, sending(window), () =>
      publisher.publishWindow(
        window.map(({ message }) => message),
        () => crash.reach("after_publish", count),
      ),
    );
    const publishedAt = new Date();
    await crash.reach("after_confirm", count);
    await guard.check();
    await this.#reportParked(window);
    await crash.reach("before_advance", count);
    this.#see(await outbox.advance(fence, page.last, publishedAt), page.head);
    await crash.reach("after_advance", 0);
    this.#account(window, publishedAt);
  }

  /** Before the advance: an event of ours that reached nobody is to be an exception in Odoo. */
  async #reportParked(window: readonly Prepared[]): Promise<void> {
    const parked = window.flatMap(({ event, parked: why }) =>
      why ? [{ ...why, exchange: EXCHANGES.out, body: JSON.stringify(event).slice(0, KEPT) }] : [],
    );
    if (parked.length > 0) await this.#options.outbox.report(parked);
  }

  #see(cursor: Sequence, head: Sequence): void {
    this.#cursor = cursor;
    this.#head = head;
    this.#options.metrics.outboxSequence.set(Number(cursor));
    this.#options.metrics.outboxUnsent.set(Number(head > cursor ? head - cursor : 0n));
  }

  #account(window: readonly Prepared[], publishedAt: Date): void {
    const { metrics, log } = this.#options;
    let published = 0;
    for (const { event, parked } of window) {
      if (parked) {
        metrics.parked.inc({ reason: parked.reason });
        const fields = { part: "relay", code: parked.reason, event: event.id };
        log.error({ ...fields, error: parked.detail }, "an event of ours went to stock.dead");
        continue;
      }
      published += 1;
      const recorded = Date.parse(event.recordedtime ?? event.time ?? "");
      const seconds = (publishedAt.getTime() - recorded) / 1000;
      if (seconds >= 0) metrics.endToEnd.observe({ direction: "out" }, seconds);
    }
    metrics.published.inc(published);
    log.debug({ part: "relay", count: published }, "window published");
  }

  /**
   * Sequences have no holes, so a page has none either unless the subscription filters kinds.
   * A hole is no reason to stop: it is counted for whoever looks for loss.
   */
  #noteGaps(page: Page): void {
    const missing = page.last - this.#cursor - BigInt(page.events.length);
    if (missing <= 0n) return;
    this.#options.metrics.sequenceGaps.inc(Number(missing));
    const fields = { part: "relay", sequence: page.last.toString(), count: Number(missing) };
    this.#options.log.warn(fields, "sequences were left out of a page");
  }

  #afterFailure(error: unknown): number {
    const { metrics, log, sweepMs } = this.#options;
    if (error instanceof Conflict) {
      this.#fence = undefined;
      this.#standby = true;
      this.#failure = undefined;
      metrics.leaseHeld.set(0);
      if (error.code === "fenced") metrics.fencedWrites.inc();
      log.info({ part: "relay", ...errorFields(error) }, "another holder has the outbox");
      return sweepMs / 2 + backoffMs(1, { baseMs: sweepMs, capMs: sweepMs });
    }
    this.#failures += 1;
    this.#failure = describe(error);
    metrics.retried.inc({ stage: "outbound" });
    log.warn({ part: "relay", attempt: this.#failures, ...errorFields(error) }, "round failed");
    const asked = error instanceof Retryable ? (error.afterMs ?? 0) : 0;
    return Math.max(asked, backoffMs(this.#failures, CALL));
  }
}

function sending(window: readonly Prepared[]): SpanOptions {
  return {
    kind: SpanKind.PRODUCER,
    attributes: {
      "messaging.system": "rabbitmq",
      "messaging.destination.name": EXCHANGES.out,
      "messaging.batch.message_count": window.length,
    },
    about: window.map(({ event }) => event.traceparent),
  };
}
