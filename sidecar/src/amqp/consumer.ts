import type { Channel, ChannelModel, ConsumeMessage } from "amqplib";
import { backoffMs, RECONNECT } from "../core/backoff.ts";
import type { PartHealth } from "../core/health.ts";
import type { RawMessage } from "../core/inbound-decode.ts";
import { sleep } from "../lib/sleep.ts";
import { errorFields, type Logger } from "../observability/logger.ts";
import type { Metrics } from "../observability/metrics.ts";
import { closed } from "./closed.ts";

/** How often the broker is asked whether it still knows us. */
const WATCH_MS = 5_000;

/** The properties we read; the library types them as `any`. */
interface ReceivedProperties {
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly headers: Readonly<Record<string, unknown>> | undefined;
  readonly messageId: string | undefined;
}

/** A message in our hands until it is acked or its channel is gone. */
export interface Delivery extends RawMessage {
  readonly messageId: string | undefined;
  readonly redelivered: boolean;
  readonly message: ConsumeMessage;
  /** False once the channel is gone: the broker delivers it again, so it must be forgotten. */
  isAlive(): boolean;
  /** @returns false when the channel was gone and nothing was acked */
  ack(): boolean;
}

export interface ConsumerOptions {
  readonly queue: string;
  readonly prefetch: number;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly onDelivery: (delivery: Delivery) => void;
  /** The channel is gone and every delivery in hand with it. */
  readonly onLost: () => void;
  /** Puts back what may be missing (the queue itself) before subscribing again. */
  readonly prepare: (model: ChannelModel) => Promise<void>;
  readonly watchMs?: number;
}

/**
 * A subscription that proves itself: it subscribes again after a lost channel, a cancelled
 * consumer or a deleted queue, and asks the broker every few seconds whether it counts us.
 */
export class Consumer {
  readonly #options: ConsumerOptions;
  readonly #stop = new AbortController();
  #model: ChannelModel | undefined;
  #channel: Channel | undefined;
  #tag: string | undefined;
  #paused: string | undefined;
  #subscribing: Promise<void> | undefined;
  #turn: Promise<void> = Promise.resolve();
  #watching: Promise<void> | undefined;
  #provenAt: number | undefined;
  #received = 0;
  #receivedAtLastCheck = 0;
  /** In order of delivery, by tag. */
  readonly #unacked = new Map<number, ConsumeMessage>();
  /** Tags to be acked at the end of this turn. */
  readonly #settled = new Set<number>();
  #idleChecks = 0;

  constructor(options: ConsumerOptions) {
    this.#options = options;
  }

  async attach(model: ChannelModel): Promise<void> {
    this.#model = model;
    this.#watching ??= this.#watch();
    await this.#subscribe(model);
  }

  detach(): void {
    this.#model = undefined;
    this.#drop("connection_lost");
  }

  health(): PartHealth {
    if (this.#paused) return { ok: false, reason: `not consuming: ${this.#paused}` };
    if (!this.#tag) return { ok: false, reason: `not subscribed to ${this.#options.queue}` };
    if (this.#provenAt === undefined) {
      return { ok: false, reason: `the broker counts no consumer on ${this.#options.queue}` };
    }
    return { ok: true };
  }

  /** Gives everything in hand back to the queue and takes nothing until `resume`. */
  async pause(reason: string): Promise<void> {
    this.#paused = reason;
    const channel = this.#channel;
    this.#drop("paused");
    if (channel) await closed(channel);
  }

  async resume(): Promise<void> {
    this.#paused = undefined;
    if (this.#model) await this.#subscribe(this.#model).catch(() => undefined);
  }

  /** Takes nothing new; what is in hand can still be acked. */
  async cancel(): Promise<void> {
    this.#stop.abort();
    const tag = this.#tag;
    this.#tag = undefined;
    if (tag) await this.#channel?.cancel(tag).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.cancel();
    if (this.#channel) await closed(this.#channel);
    await this.#watching;
  }

  /** One at a time: a second channel would hold messages that nobody looks at. */
  #subscribe(model: ChannelModel): Promise<void> {
    const turn = this.#turn.then(() => this.#subscribeNow(model));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #subscribeNow(model: ChannelModel): Promise<void> {
    if (this.#paused || this.#stop.signal.aborted) return;
    if (this.#model !== model || this.#tag) return;
    const { queue, prefetch, log, prepare } = this.#options;
    await prepare(model);
    const channel = await model.createChannel();
    const gone = (why: string): void => {
      if (this.#channel !== channel) return;
      if (this.#stop.signal.aborted) return this.#drop("closed");
      log.warn({ part: "consumer", queue, reason: why }, "subscription lost");
      this.#drop("channel_lost");
      this.#resubscribe();
    };
    channel.on("error", (error: Error) => gone(error.message));
    channel.on("close", () => gone("channel closed"));
    this.#channel = channel;
    await channel.prefetch(prefetch);
    const { consumerTag } = await channel.consume(queue, (message) => {
      if (this.#channel !== channel) return;
      if (message) this.#deliver(channel, message);
      else gone("the broker cancelled the consumer");
    });
    this.#tag = consumerTag;
    await this.#prove();
    log.info({ part: "consumer", queue, prefetch }, "subscribed");
  }

  #deliver(channel: Channel, message: ConsumeMessage): void {
    const tag = message.fields.deliveryTag;
    this.#received += 1;
    this.#unacked.set(tag, message);
    const isAlive = (): boolean => this.#channel === channel;
    const { fields, content } = message;
    const properties = message.properties as ReceivedProperties;
    this.#options.onDelivery({
      body: content,
      routingKey: fields.routingKey,
      contentType: properties.contentType,
      contentEncoding: properties.contentEncoding,
      headers: properties.headers,
      messageId: properties.messageId,
      redelivered: fields.redelivered,
      message,
      isAlive,
      ack: () => {
        if (!isAlive()) return false;
        if (this.#settled.size === 0) queueMicrotask(() => this.#sendAcks(channel));
        this.#settled.add(tag);
        return true;
      },
    });
  }

  /**
   * One ack for everything up to the first that is not settled. Sent one by one, hundreds of acks
   * wait in the channel for the quorum queue, and those that still do when it closes are lost.
   */
  #sendAcks(channel: Channel): void {
    if (this.#channel !== channel) return;
    let upTo: ConsumeMessage | undefined;
    for (const [tag, message] of this.#unacked) {
      if (!this.#settled.delete(tag)) break;
      this.#unacked.delete(tag);
      upTo = message;
    }
    const apart = [...this.#settled].flatMap((tag) => this.#unacked.get(tag) ?? []);
    for (const tag of this.#settled) this.#unacked.delete(tag);
    this.#settled.clear();
    try {
      if (upTo) channel.ack(upTo, true);
      for (const message of apart) channel.ack(message);
    } catch {
      // The channel has just closed: the broker delivers again, and Odoo knows them.
    }
  }

  #drop(reason: string): void {
    const had = this.#channel !== undefined;
    this.#channel = undefined;
    this.#tag = undefined;
    this.#provenAt = undefined;
    this.#unacked.clear();
    this.#settled.clear();
    if (had) {
      this.#options.metrics.resubscribes.inc({ reason });
      this.#options.onLost();
    }
  }

  /** After a lost channel on a living connection; a lost connection attaches again by itself. */
  #resubscribe(): void {
    this.#subscribing ??= (async () => {
      for (let attempt = 1; this.#model && !this.#tag && !this.#paused; attempt += 1) {
        await sleep(backoffMs(attempt, RECONNECT), this.#stop.signal);
        if (this.#stop.signal.aborted || !this.#model || this.#tag) break;
        await this.#subscribe(this.#model).catch((error: unknown) => {
          this.#channel = undefined;
          this.#options.log.warn({ part: "consumer", attempt, ...errorFields(error) }, "retrying");
        });
      }
    })().finally(() => {
      this.#subscribing = undefined;
    });
  }

  async #watch(): Promise<void> {
    const { watchMs = WATCH_MS, log, queue } = this.#options;
    for (;;) {
      await sleep(watchMs, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      if (this.#paused || !this.#model || this.#subscribing) continue;
      try {
        if (this.#tag && (await this.#prove())) continue;
        log.error({ part: "consumer", queue }, "the broker does not count or serve us");
      } catch (error) {
        log.warn({ part: "consumer", queue, ...errorFields(error) }, "watchdog could not look");
      }
      const channel = this.#channel;
      this.#drop("watchdog");
      if (channel) await closed(channel);
      this.#resubscribe();
    }
  }

  /**
   * Asks on a channel of its own, because a question about a missing queue closes the channel.
   * Several sidecars share the queue, so a count above zero alone proves little: messages that
   * stay ready while we hold nothing and get nothing show that we are not served.
   */
  async #prove(): Promise<boolean> {
    const { queue, metrics } = this.#options;
    const model = this.#model;
    if (!model) return false;
    const probe = await model.createChannel();
    probe.on("error", () => undefined);
    const { consumerCount, messageCount } = await probe.checkQueue(queue);
    await closed(probe);
    metrics.queueReady.set({ queue }, messageCount);
    metrics.queueConsumers.set({ queue }, consumerCount);
    const idle =
      messageCount > 0 && this.#unacked.size === 0 && this.#received === this.#receivedAtLastCheck;
    this.#idleChecks = idle ? this.#idleChecks + 1 : 0;
    this.#receivedAtLastCheck = this.#received;
    const served = consumerCount > 0 && this.#idleChecks < 2;
    this.#provenAt = served ? Date.now() : undefined;
    if (!served) this.#idleChecks = 0;
    return served;
  }
}
