import type { ChannelModel, ConfirmChannel, Options } from "amqplib";
import { Retryable } from "../core/errors.ts";
import type { Metrics } from "../observability/metrics.ts";

export interface OutgoingMessage {
  readonly exchange: string;
  readonly key: string;
  readonly content: Buffer;
  readonly properties: Options.Publish;
}

/** Confirms take milliseconds; half a minute without one means the broker is in trouble. */
const CONFIRM_TIMEOUT_MS = 30_000;

/**
 * Publishes windows of messages on one confirm channel. It buffers nothing over a reconnect: a
 * window either was confirmed whole, or the caller publishes it again from the truth it has.
 */
export class Publisher {
  readonly #metrics: Metrics;
  readonly #timeoutMs: number;
  #channel: ConfirmChannel | undefined;
  #abandon = new Set<(error: Error) => void>();

  constructor(metrics: Metrics, timeoutMs = CONFIRM_TIMEOUT_MS) {
    this.#metrics = metrics;
    this.#timeoutMs = timeoutMs;
  }

  get ready(): boolean {
    return this.#channel !== undefined;
  }

  async attach(model: ChannelModel): Promise<void> {
    const channel = await model.createConfirmChannel();
    const gone = (error?: Error): void => {
      if (this.#channel === channel) this.detach(error);
    };
    channel.on("error", gone);
    channel.on("close", () => gone());
    channel.on("return", () => this.#metrics.returned.inc());
    this.#channel = channel;
  }

  /** Fails whatever waits for confirms: nobody will ever confirm it. */
  detach(cause?: Error): void {
    this.#channel = undefined;
    const waiting = [...this.#abandon];
    this.#abandon.clear();
    for (const fail of waiting) fail(lost(cause));
  }

  /**
   * Sends all messages and resolves when each one was confirmed; `onSent` runs when all were
   * handed over and none of the confirms was looked at yet.
   * @throws Retryable when the broker refused one, could not route one, or did not answer in
   *   time; any of the others may have arrived
   */
  async publishWindow(
    messages: readonly OutgoingMessage[],
    onSent: () => Promise<void> = async () => undefined,
  ): Promise<void> {
    const channel = this.#channel;
    if (!channel) throw lost();
    const stop = this.#metrics.confirmSeconds.startTimer();
    let abandon: (error: Error) => void = () => undefined;
    const abandoned = new Promise<never>((_resolve, reject) => {
      abandon = reject;
    });
    abandoned.catch(() => undefined);
    this.#abandon.add(abandon);
    const timer = setTimeout(
      () => abandon(new Retryable("confirm_timeout", "the broker confirmed nothing in time")),
      this.#timeoutMs,
    );
    const onReturn = (): void =>
      abandon(
        new Retryable("unroutable", "the broker could not route a message and has no alternate", {
          remedy: "the topology is declared again on the next connection",
        }),
      );
    channel.on("return", onReturn);
    try {
      const confirms = await this.#send(channel, messages, abandoned);
      await onSent();
      await Promise.race([Promise.all(confirms), abandoned]);
    } finally {
      clearTimeout(timer);
      channel.off("return", onReturn);
      this.#abandon.delete(abandon);
      stop();
    }
  }

  /** Hands everything to the channel, at the pace of the socket. */
  async #send(
    channel: ConfirmChannel,
    messages: readonly OutgoingMessage[],
    abandoned: Promise<never>,
  ): Promise<Promise<void>[]> {
    const confirms: Promise<void>[] = [];
    for (const message of messages) {
      let writable = true;
      const confirm = new Promise<void>((resolve, reject) => {
        writable = channel.publish(
          message.exchange,
          message.key,
          message.content,
          { ...message.properties, persistent: true, mandatory: true },
          (error: unknown) => (error ? reject(refused(error)) : resolve()),
        );
      });
      confirm.catch(() => undefined);
      confirms.push(confirm);
      if (!writable) {
        await Promise.race([
          new Promise<void>((resolve) => channel.once("drain", resolve)),
          abandoned,
        ]);
      }
    }
    return confirms;
  }
}

function lost(cause?: Error): Retryable {
  return new Retryable("broker_unreachable", "no channel to RabbitMQ", {
    remedy: "it reconnects by itself; check AMQP_URL and the broker",
    cause,
  });
}

function refused(cause: unknown): Retryable {
  return new Retryable("publish_refused", "RabbitMQ refused a message", {
    remedy: "a queue is full or unavailable; see the broker",
    cause,
  });
}
