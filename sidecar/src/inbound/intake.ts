import { backoffMs, CALL } from "../core/backoff.ts";
import { describe, Retryable } from "../core/errors.ts";
import type { PartHealth } from "../core/health.ts";
import { decode } from "../core/inbound-decode.ts";
import { LIMITS } from "../core/topology.ts";
import { drainMarks, toWork } from "../core/work-message.ts";
import type { Delivery } from "../amqp/consumer.ts";
import type { Publisher } from "../amqp/publisher.ts";
import type { CrashPoints } from "../lib/crash-points.ts";
import { sleep } from "../lib/sleep.ts";
import { Wake } from "../lib/wake.ts";
import { errorFields, type Logger } from "../observability/logger.ts";
import type { Metrics } from "../observability/metrics.ts";

/** Marks come again: a lane that was killed may have acked one of the two. */
const MARK_AGAIN_MS = 10_000;
const DECODE_LIMITS = { maxBytes: LIMITS.eventBytes, maxDepth: LIMITS.depth };

export interface IntakeOptions {
  readonly publisher: Publisher;
  /** Reason why nothing may be published now, such as a blocked connection. */
  readonly heldBy: () => string | undefined;
  readonly crash: CrashPoints;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/**
 * Gives each message to the lane of its partition key, in order of arrival: published, confirmed,
 * then acked. Killed between the two, it comes again and Odoo knows it.
 */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #wake = new Wake();
  readonly #stop = new AbortController();
  readonly #partitions: number;
  #drain = 0;
  #waiting: Delivery[] = [];
  #running: Promise<void> | undefined;
  #failure: string | undefined;
  #failures = 0;

  constructor(partitions: number, options: IntakeOptions) {
    this.#partitions = partitions;
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Never blocks; bounded by the prefetch. */
  accept(delivery: Delivery): void {
    this.#waiting.push(delivery);
    this.#wake.ring();
  }

  /**
   * While a drain is under way nothing new is given to the lanes; they get its marks.
   * @param drain its number, 0 when there is none
   */
  drain(drain: number): void {
    if (drain === this.#drain) return;
    this.#drain = drain;
    this.#wake.ring();
  }

  /** The channel is gone: the broker delivers everything in hand again. */
  forget(): void {
    this.#waiting = this.#waiting.filter((delivery) => delivery.isAlive());
  }

  health(): PartHealth {
    return this.#failure ? { ok: false, reason: this.#failure } : { ok: true };
  }

  /** Ends after the window under way. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.forget();
      if (this.#drain > 0) {
        await this.#mark(this.#drain);
        await this.#wake.wait(MARK_AGAIN_MS, signal);
        continue;
      }
      const window = this.#waiting.slice(0, LIMITS.publishWindow);
      if (window.length === 0) await this.#wake.wait(60_000, signal);
      else if (await this.#pass(window)) this.#drop(new Set(window));
      else await sleep(backoffMs(this.#failures, CALL), signal);
    }
  }

  async #mark(drain: number): Promise<void> {
    const { publisher, log } = this.#options;
    const lanes = Array.from({ length: this.#partitions }, (_, lane) => lane);
    try {
      await publisher.publishWindow(lanes.flatMap((lane) => drainMarks(lane, drain)));
    } catch (error) {
      log.warn({ part: "intake", drain, ...errorFields(error) }, "marks wait");
    }
  }

  #drop(passed: ReadonlySet<Delivery>): void {
    this.#waiting = this.#waiting.filter((delivery) => !passed.has(delivery));
  }

  /** All of a window or none: what was published and not acked goes again, in the same order. */
  async #pass(window: readonly Delivery[]): Promise<boolean> {
    const { publisher, heldBy, crash, log, metrics } = this.#options;
    try {
      const held = heldBy();
      if (held) throw new Retryable("broker_blocked", held);
      await publisher.publishWindow(
        window.map((one) => toWork(one, decode(one, DECODE_LIMITS), this.#partitions)),
        () => crash.reach("intake_published", window.length),
      );
      await crash.reach("intake_confirmed", window.length);
      for (const delivery of window) if (!delivery.ack()) metrics.staleAcks.inc();
      metrics.taken.inc(window.length);
      this.#failures = 0;
      this.#failure = undefined;
      return true;
    } catch (error) {
      this.#failures += 1;
      this.#failure = `partner events wait in stock.intake: ${describe(error)}`;
      log.warn({ part: "intake", attempt: this.#failures, ...errorFields(error) }, "window waits");
      return false;
    }
  }
}
