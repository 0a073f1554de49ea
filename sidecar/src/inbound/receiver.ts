import { backoffMs, CALL } from "../core/backoff.ts";
import { Conflict, describe, Rejected, Retryable } from "../core/errors.ts";
import type { PartHealth } from "../core/health.ts";
import { decode } from "../core/inbound-decode.ts";
import { LIMITS } from "../core/topology.ts";
import { asPublished, drainMarkOf, keyOf } from "../core/work-message.ts";
import type { Delivery } from "../amqp/consumer.ts";
import type { Publisher } from "../amqp/publisher.ts";
import type { CrashPoints } from "../lib/crash-points.ts";
import { sleep } from "../lib/sleep.ts";
import type { Slots } from "../lib/slots.ts";
import { Wake } from "../lib/wake.ts";
import type { Inbox, Outcome } from "../odoo/inbox.ts";
import { errorFields, type Logger } from "../observability/logger.ts";
import type { Metrics } from "../observability/metrics.ts";
import { traced } from "../observability/tracing.ts";
import type { Breaker } from "./breaker.ts";
import { DrainMarks } from "./drain-marks.ts";
import { asPoison, ATTEMPTS, goesAlone, isLastAttempt, newEntry, type Entry } from "./entry.ts";
import { Holding } from "./holding.ts";
import { isolate, isPause } from "./isolate.ts";
import { processing } from "./processing-span.ts";
import { settle } from "./settle.ts";

/** A batch that failed this often while Odoo answers other calls holds an event that breaks it. */
const FAILURES_BEFORE_ISOLATION = 3;
/** The broker closes the channel of a consumer that holds a message for 30 minutes. */
const HOLD_MS = 15 * 60_000;
const LINGER_MS = 25;
/** Half of what Odoo accepts, so that one event at its limit still fits beside the rest. */
const BATCH_BYTES = 4 * 1024 * 1024;

/** What the lanes of a sidecar share. */
export interface ReceiverParts {
  readonly inbox: Inbox;
  /** So many lanes call Odoo at once. */
  readonly slots: Slots;
  readonly breaker: Breaker;
  /** Calls that took in events, of any lane: while others pass, the fault is in the event. */
  readonly passes: { count: number };
  /** Resolves when Odoo answers at all; rejects otherwise. */
  readonly ping: () => Promise<unknown>;
  readonly publisher: Publisher;
  readonly crash: CrashPoints;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly holdMs?: number;
}

export interface ReceiverOptions extends ReceiverParts {
  readonly lane: number;
  /** Proves to Odoo that the lane is still ours. */
  readonly fence: number;
  /** Odoo says that the lane belongs to another sidecar. */
  readonly onFenced: () => void;
  /** All that was in the lane before a drain began is settled. */
  readonly onDrained: () => void;
  /** Gives all deliveries back to the broker, and takes them again. */
  readonly pause: (reason: string) => Promise<void>;
  readonly resume: () => Promise<void>;
}

/**
 * Brings a lane's events to Odoo: batches, one call and one transaction each, and an ack for each
 * event on its stored outcome. While Odoo cannot decide, the broker keeps the messages unacked;
 * nothing is requeued to be tried again.
 */
export class Receiver {
  readonly #options: ReceiverOptions;
  readonly #holding = new Holding({
    count: LIMITS.batchEvents,
    bytes: BATCH_BYTES,
    lingerMs: LINGER_MS,
  });
  readonly #marks = new DrainMarks();
  readonly #wake = new Wake();
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #failure: string | undefined;
  #failures = 0;
  #brought = 0;

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Takes a message from the consumer; never blocks, bounded by the prefetch. */
  accept(delivery: Delivery): void {
    const { metrics, crash, lane } = this.#options;
    const mark = drainMarkOf(delivery);
    if (mark) {
      this.#marks.add(delivery, mark);
      return this.#wake.ring();
    }
    metrics.received.inc({ lane });
    const limits = { maxBytes: LIMITS.eventBytes, maxDepth: LIMITS.depth };
    const published = asPublished(delivery);
    const item = decode(published, limits);
    this.#holding.add(newEntry(published, item, Date.now(), keyOf(delivery)));
    void crash.reach("after_consume", this.#holding.size);
    this.#wake.ring();
  }

  /** The channel is gone: the broker delivers everything in hand again. */
  forget(): void {
    this.#holding.forgetDead();
  }

  health(): PartHealth {
    if (this.#failure) return { ok: false, reason: this.#failure };
    const { alone } = this.#holding;
    if (alone === 0) return { ok: true };
    return {
      ok: false,
      reason: `lane ${this.#options.lane}: ${alone} events fail in Odoo by themselves (read its log)`,
    };
  }

  /** Latest drain this lane has finished. */
  get drained(): number {
    return this.#marks.drained;
  }

  /** Events that Odoo answered. */
  get brought(): number {
    return this.#brought;
  }

  status(): Record<string, unknown> {
    return { held: this.#holding.size, failure: this.#failure ?? null };
  }

  /** Settles the batch under way; what waits is given back by closing the channel. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      if (this.#marks.settle((arrival) => this.#holding.isClearBefore(arrival))) {
        this.#options.onDrained();
      }
      const dueIn = this.#holding.dueIn(Date.now());
      this.#gauge();
      if (dueIn === undefined) {
        await this.#wake.wait(60_000, signal);
        continue;
      }
      if (dueIn > 0) {
        await this.#wake.wait(dueIn, signal);
        continue;
      }
      const batch = this.#holding.take(Date.now());
      if (batch.length > 0) await this.#deliver(batch);
    }
  }

  async #deliver(batch: readonly Entry[]): Promise<void> {
    try {
      await this.#send(batch);
      this.#failures = 0;
      this.#failure = undefined;
    } catch (error) {
      await this.#afterFailure(batch, error);
    }
  }

  #send(batch: readonly Entry[]): Promise<void> {
    return traced("process partner events", processing(batch), () => this.#bring(batch));
  }

  /** One call, one transaction; then the acks. The commit point is inside `ingest`. */
  async #bring(batch: readonly Entry[]): Promise<void> {
    const { inbox, lane, fence, slots, breaker, passes, crash, metrics } = this.#options;
    await crash.reach("before_ingest", batch.length);
    metrics.ingestBatch.observe(batch.length);
    const items = batch.map(({ item }) => item);
    const final = batch.every(isLastAttempt);
    const outcomes = await slots.use(() =>
      breaker.call(() => inbox.ingest(items, { [lane]: fence }, final)),
    );
    passes.count += 1;
    this.#brought += items.length;
    const decided: (readonly [Entry, Outcome])[] = [];
    for (const [index, entry] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome && outcome.outcome !== "retry") decided.push([entry, outcome]);
      else this.#again(entry);
    }
    if (decided.length > 0) await settle(decided, this.#options);
  }

  /** Odoo stored nothing and asks for another attempt, later. */
  #again(entry: Entry): void {
    entry.retries += 1;
    entry.notBefore = Date.now() + backoffMs(entry.retries, CALL);
    this.#options.metrics.retried.inc({ stage: "inbound" });
    this.#holding.putBack([entry]);
  }

  async #afterFailure(batch: readonly Entry[], error: unknown): Promise<void> {
    const { log, metrics, lane, onFenced } = this.#options;
    if (error instanceof Conflict) {
      metrics.fencedWrites.inc();
      log.warn({ part: "receiver", lane, ...errorFields(error) }, "the lane is another's now");
      this.#stop.abort();
      return onFenced();
    }
    if (isPause(error)) {
      this.#holding.putBack(batch);
      this.#failure = describe(error);
      return this.#hold(error.afterMs ?? 0);
    }
    this.#failures += 1;
    this.#failure = `lane ${this.#options.lane}: partner events wait: ${describe(error)}`;
    metrics.retried.inc({ stage: "ingest" }, batch.length);
    const fields = { part: "receiver", attempt: this.#failures, count: batch.length };
    log.warn({ ...fields, ...errorFields(error) }, "batch failed");
    const suspicious =
      error instanceof Rejected ||
      this.#failures >= FAILURES_BEFORE_ISOLATION ||
      batch.every(goesAlone);
    if (suspicious && (await this.#odooAnswers())) await this.#isolate(batch);
    else this.#holding.putBack(batch);
    const asked = error instanceof Retryable ? (error.afterMs ?? 0) : 0;
    if (this.#failure) await this.#hold(Math.max(asked, backoffMs(this.#failures, CALL)));
  }

  async #isolate(batch: readonly Entry[]): Promise<void> {
    const { passed, culprits, untried } =
      batch.length === 1
        ? { passed: 0, culprits: batch, untried: [] }
        : await isolate(batch, (part) => this.#send(part));
    if (this.#stop.signal.aborted) return;
    this.#holding.putBack(untried);
    if (passed === 0 && untried.length > 0) {
      this.#options.breaker.trip("it answers, and fails on every event it is given");
    }
    for (const entry of culprits) await this.#suspect(entry);
    if (passed > 0 || untried.length === 0) {
      this.#failures = 0;
      this.#failure = undefined;
    }
  }

  /**
   * An event that fails alone again and again, while others pass, is reported to Odoo as bytes
   * nobody can use: that path does not look at what is in them.
   */
  async #suspect(entry: Entry): Promise<void> {
    if (entry.failures === 0) entry.passesBefore = this.#options.passes.count;
    entry.failures += 1;
    entry.notBefore = Date.now() + backoffMs(entry.failures, CALL);
    const othersPass = this.#options.passes.count > entry.passesBefore;
    if (entry.failures < ATTEMPTS || !othersPass) return this.#holding.putBack([entry]);
    const poison = { ...entry, item: asPoison(entry), failures: 0, retries: 0 };
    const fields = { part: "receiver", code: "poison", event: entry.delivery.messageId };
    this.#options.log.error(fields, "an event fails Odoo by itself: set aside for a person");
    await this.#send([poison]).catch(() => this.#holding.putBack([entry]));
  }

  /** Waits before the next attempt; gives everything back when that has gone on for too long. */
  async #hold(ms: number): Promise<void> {
    const { pause, resume, holdMs = HOLD_MS, log } = this.#options;
    const oldest = this.#holding.oldest;
    if (oldest === undefined || Date.now() - oldest < holdMs) return sleep(ms, this.#stop.signal);
    log.error({ part: "receiver", count: this.#holding.size }, "Odoo is away: messages given back");
    await pause(this.#failure ?? "Odoo is away");
    for (let attempt = 1; !this.#stop.signal.aborted; attempt += 1) {
      if (await this.#odooAnswers()) break;
      await sleep(backoffMs(attempt, CALL), this.#stop.signal);
    }
    this.#failures = 0;
    this.#failure = undefined;
    await resume();
  }

  async #odooAnswers(): Promise<boolean> {
    try {
      await this.#options.ping();
      return true;
    } catch {
      return false;
    }
  }

  #gauge(): void {
    const oldest = this.#holding.oldest;
    const seconds = oldest === undefined ? 0 : (Date.now() - oldest) / 1000;
    const { metrics, lane } = this.#options;
    metrics.oldestHeld.set({ lane }, seconds);
  }
}
