import { backoffMs, CALL } from "../core/backoff.ts";
import { deadLetter, type PutAside } from "../core/dead-letter.ts";
import { describe } from "../core/errors.ts";
import type { PartHealth } from "../core/health.ts";
import { QUEUES } from "../core/topology.ts";
import type { Broker } from "../amqp/broker.ts";
import type { Delivery } from "../amqp/consumer.ts";
import { sleep } from "../lib/sleep.ts";
import { Wake } from "../lib/wake.ts";
import { errorFields, type Logger } from "../observability/logger.ts";

/** Messages in one call; a person looks at one exception, whose count matters. */
const PREFETCH = 50;

export interface DeadLettersOptions {
  readonly broker: Broker;
  readonly report: (messages: readonly PutAside[]) => Promise<void>;
  readonly log: Logger;
}

/**
 * Tells Odoo of messages that ended on the dead letter exchange, or met no binding, without
 * anybody having asked it. Their copies stay on stock.dead. Told, then acked: killed in between,
 * a message is counted twice.
 */
export class DeadLetters {
  readonly #options: DeadLettersOptions;
  readonly #wake = new Wake();
  readonly #stop = new AbortController();
  #waiting: Delivery[] = [];
  #unrouted = 0;
  #running: Promise<void> | undefined;
  #failure: string | undefined;

  constructor(options: DeadLettersOptions) {
    this.#options = options;
  }

  start(): void {
    void this.#options.broker.subscribe({
      queue: QUEUES.deadReports,
      prefetch: PREFETCH,
      onDelivery: (delivery) => {
        this.#waiting.push(delivery);
        this.#wake.ring();
      },
      onLost: () => {
        this.#waiting = this.#waiting.filter((delivery) => delivery.isAlive());
      },
    });
    this.#running ??= this.#run();
  }

  /** So many messages of partners met no binding; they were put back on their way. */
  unrouted(count: number): void {
    this.#unrouted += count;
    this.#wake.ring();
  }

  health(): PartHealth {
    return this.#failure ? { ok: false, reason: this.#failure } : { ok: true };
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let failures = 0; !signal.aborted;) {
      if (this.#waiting.length === 0 && this.#unrouted === 0) {
        await this.#wake.wait(60_000, signal);
        continue;
      }
      failures = (await this.#tell()) ? 0 : failures + 1;
      if (failures > 0) await sleep(backoffMs(failures, CALL), signal);
    }
  }

  async #tell(): Promise<boolean> {
    const { report, log } = this.#options;
    const batch = this.#waiting.slice(0, PREFETCH);
    const unrouted = this.#unrouted;
    const messages = batch.flatMap((delivery) => deadLetter(delivery) ?? []);
    if (unrouted > 0) messages.push(missedBinding(unrouted));
    try {
      if (messages.length > 0) await report(messages);
      for (const delivery of batch) delivery.ack();
      this.#waiting = this.#waiting.filter((delivery) => !batch.includes(delivery));
      this.#unrouted -= unrouted;
      this.#failure = undefined;
      return true;
    } catch (error) {
      this.#failure = `dead letters were not reported: ${describe(error)}`;
      log.warn({ part: "dead-letters", ...errorFields(error) }, "not reported yet");
      return false;
    }
  }
}

function missedBinding(count: number): PutAside {
  return {
    reason: "unrouted",
    exchange: "stock.in",
    detail:
      "the binding of stock.intake was gone: it was made again and the messages were put back on " +
      "their way; find who changes the broker",
    body: `${count} messages`,
  };
}
