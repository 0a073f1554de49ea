import type { Channel, ChannelModel, GetMessage } from "amqplib";
import { Retryable } from "../core/errors.ts";
import type { Logger } from "../observability/logger.ts";
import type { Metrics } from "../observability/metrics.ts";
import type { Declare } from "./topology.ts";
import type { OutgoingMessage, Publisher } from "./publisher.ts";

/** Messages moved back in one go; the rest follows in the next round. */
const ROUND = 500;
/** Rounds before giving up: a queue that refills as fast as it is emptied needs a person. */
const ROUNDS = 200;

export interface GuardedExchange {
  readonly exchange: string;
  /** Queue of its alternate exchange. */
  readonly queue: string;
}

/**
 * Watches the queue of an alternate exchange. With one, the broker returns nothing it could not
 * route: whatever lies here was confirmed and still reached nobody.
 */
export class UnroutedGuard {
  readonly #watched: GuardedExchange;
  readonly #publisher: Publisher;
  readonly #declareOn: Declare;
  readonly #log: Logger;
  readonly #metrics: Metrics;
  #model: ChannelModel | undefined;
  #channel: Channel | undefined;

  constructor(options: {
    watched: GuardedExchange;
    publisher: Publisher;
    declare: Declare;
    log: Logger;
    metrics: Metrics;
  }) {
    this.#watched = options.watched;
    this.#publisher = options.publisher;
    this.#declareOn = options.declare;
    this.#log = options.log;
    this.#metrics = options.metrics;
  }

  async attach(model: ChannelModel): Promise<void> {
    this.#model = model;
    this.#channel = await this.#open(model);
  }

  detach(): void {
    this.#model = undefined;
    this.#channel = undefined;
  }

  /**
   * @returns how many messages lay there; they were published again to the exchange they
   *   missed, after the topology was declared again, and the queue was seen empty
   * @throws Retryable when the queue could not be read or emptied: nothing may be advanced
   */
  async check(): Promise<number> {
    let found = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const taken = await this.#take();
      if (taken.length === 0) return found;
      found += taken.length;
      await this.#giveBack(taken);
    }
    throw new Retryable("unrouted", `${this.#watched.queue} refills as fast as it is emptied`, {
      remedy: `see which bindings of ${this.#watched.exchange} are missing`,
    });
  }

  async #take(): Promise<GetMessage[]> {
    const { queue } = this.#watched;
    const taken: GetMessage[] = [];
    try {
      const channel = await this.#live();
      while (taken.length < ROUND) {
        const message = await channel.get(queue, { noAck: false });
        if (!message) break;
        taken.push(message);
      }
      return taken;
    } catch (cause) {
      this.#channel = undefined;
      await this.#declare();
      throw new Retryable("guard_unreadable", `${queue} could not be read`, { cause });
    }
  }

  async #giveBack(taken: readonly GetMessage[]): Promise<void> {
    const { queue, exchange } = this.#watched;
    this.#metrics.unrouted.inc({ queue }, taken.length);
    this.#log.error(
      { part: "guard", code: "unrouted", queue, count: taken.length },
      "confirmed messages reached nobody: topology declared again, messages published again",
    );
    await this.#declare();
    await this.#publisher.publishWindow(taken.map((message) => again(message, exchange)));
    const channel = await this.#live();
    for (const message of taken) channel.ack(message);
  }

  async #declare(): Promise<void> {
    if (this.#model) await this.#declareOn(this.#model);
  }

  async #live(): Promise<Channel> {
    if (!this.#model) {
      throw new Retryable("broker_unreachable", "no channel to RabbitMQ to check for unrouted");
    }
    this.#channel ??= await this.#open(this.#model);
    return this.#channel;
  }

  async #open(model: ChannelModel): Promise<Channel> {
    const channel = await model.createChannel();
    const gone = (): void => {
      if (this.#channel === channel) this.#channel = undefined;
    };
    channel.on("error", gone);
    channel.on("close", gone);
    return channel;
  }
}

/** The same message once more: bytes, key and properties as they came. */
function again(message: GetMessage, exchange: string): OutgoingMessage {
  return {
    exchange,
    key: message.fields.routingKey,
    content: message.content,
    properties: message.properties,
  };
}
