import type { ChannelModel } from "amqplib";
import type { PartHealth } from "../core/health.ts";
import { EXCHANGES, PARTITIONS, QUEUES, topologyOf } from "../core/topology.ts";
import { errorFields, type Logger } from "../observability/logger.ts";
import type { Metrics } from "../observability/metrics.ts";
import { Connection } from "./connection.ts";
import { Consumer, type ConsumerOptions } from "./consumer.ts";
import { moveFormerQueue } from "./former-queue.ts";
import { Publisher } from "./publisher.ts";
import { queueDepths, type QueueDepth } from "./queue-depths.ts";
import { declareTopology, type Declare } from "./topology.ts";
import { UnroutedGuard } from "./unrouted-guard.ts";

const DECLARE_MS = 60_000;

export interface BrokerOptions {
  readonly urls: readonly string[];
  /** So many messages of partners met no binding and were put back on their way. */
  readonly onUnrouted: (count: number) => void;
  /** Name of this sidecar, shown in the broker's connection list. */
  readonly name: string;
  readonly log: Logger;
  readonly metrics: Metrics;
}

export type Subscription = Pick<ConsumerOptions, "queue" | "prefetch" | "onDelivery" | "onLost">;

/** Our side of RabbitMQ: two connections and what lives on them. */
export class Broker {
  readonly publisher: Publisher;
  readonly outGuard: UnroutedGuard;
  readonly inGuard: UnroutedGuard;
  readonly #publishing: Connection;
  readonly #consuming: Connection;
  readonly #log: Logger;
  readonly #metrics: Metrics;
  readonly #onUnrouted: (count: number) => void;
  readonly #consumers = new Set<Consumer>();
  #partitions: number = PARTITIONS;
  #consumingOn: ChannelModel | undefined;
  #publishingOn: ChannelModel | undefined;
  #declaredAt = 0;
  #maintaining = false;

  constructor({ urls, name, log, metrics, onUnrouted }: BrokerOptions) {
    this.#onUnrouted = onUnrouted;
    this.#log = log;
    this.#metrics = metrics;
    this.publisher = new Publisher(metrics);
    const guard = (exchange: string, queue: string): UnroutedGuard =>
      new UnroutedGuard({
        watched: { exchange, queue },
        publisher: this.publisher,
        declare: this.#declare,
        log,
        metrics,
      });
    this.outGuard = guard(EXCHANGES.out, QUEUES.outUnrouted);
    this.inGuard = guard(EXCHANGES.in, QUEUES.inUnrouted);
    this.#publishing = new Connection({
      urls,
      link: "publisher",
      name: `${name} publisher`,
      log,
      metrics,
      onOpen: async (model) => {
        await this.#declare(model);
        await this.publisher.attach(model);
        await moveFormerQueue(model, this.publisher, log);
        await this.outGuard.attach(model);
        await this.inGuard.attach(model);
        this.#publishingOn = model;
        this.#declaredAt = Date.now();
      },
      onLost: () => {
        this.#publishingOn = undefined;
        this.publisher.detach();
        this.outGuard.detach();
        this.inGuard.detach();
      },
    });
    this.#consuming = new Connection({
      urls,
      link: "consumer",
      name: `${name} consumer`,
      log,
      metrics,
      onOpen: async (model) => {
        this.#consumingOn = model;
        await Promise.all([...this.#consumers].map((consumer) => consumer.attach(model)));
      },
      onLost: () => {
        this.#consumingOn = undefined;
        for (const consumer of this.#consumers) consumer.detach();
      },
    });
  }

  /** Takes from a queue until `unsubscribe`, over lost channels and connections. */
  async subscribe(subscription: Subscription): Promise<Consumer> {
    const consumer = new Consumer({
      ...subscription,
      log: this.#log,
      metrics: this.#metrics,
      prepare: this.#declare,
    });
    this.#consumers.add(consumer);
    if (this.#consumingOn) {
      await consumer.attach(this.#consumingOn).catch((error: unknown) => {
        this.#log.warn({ part: "consumer", ...errorFields(error) }, "its watchdog tries again");
      });
    }
    return consumer;
  }

  /** What it holds and did not ack goes back to its queue. */
  async unsubscribe(consumer: Consumer): Promise<void> {
    this.#consumers.delete(consumer);
    await consumer.close();
  }

  /** How many lanes there are; they are declared before anybody subscribes or publishes again. */
  async setPartitions(partitions: number): Promise<void> {
    if (partitions === this.#partitions) return;
    this.#partitions = partitions;
    if (this.#publishingOn) await this.#declare(this.#publishingOn);
  }

  /** Many subscriptions that come back at once declare once. */
  readonly #declare: Declare = async (model) => {
    const partitions = this.#partitions;
    const running = this.#declaring.get(model);
    if (running?.partitions === partitions) return running.done;
    const done = declareTopology(model, topologyOf(partitions));
    this.#declaring.set(model, { partitions, done });
    await done.finally(() => this.#declaring.delete(model));
  };
  readonly #declaring = new WeakMap<ChannelModel, { partitions: number; done: Promise<void> }>();

  start(): void {
    this.#publishing.start();
    this.#consuming.start();
  }

  /** Why nothing can be published now, undefined when it can. */
  publishingHeldBy(): string | undefined {
    if (this.#publishing.blockedReason) return this.#publishing.health().reason;
    return this.publisher.ready ? undefined : (this.#publishing.health().reason ?? "no channel");
  }

  /**
   * Partner messages that missed their queue are put back. Once a minute the topology is declared
   * again: while somebody else's queue takes an event, the alternate queue stays empty although
   * the binding of stock.log is gone. A failure waits for the next look.
   */
  async maintain(): Promise<void> {
    const model = this.#publishingOn;
    if (this.publishingHeldBy() || !model || this.#maintaining) return;
    this.#maintaining = true;
    try {
      const astray = await this.inGuard.check();
      if (astray > 0) this.#onUnrouted(astray);
      if (Date.now() - this.#declaredAt < DECLARE_MS) return;
      await this.#declare(model);
      this.#declaredAt = Date.now();
    } catch (error) {
      this.#log.warn({ part: "broker", ...errorFields(error) }, "maintenance waits");
    } finally {
      this.#maintaining = false;
    }
  }

  /** How deep the queues of the topology are; none while there is no connection. */
  async depths(): Promise<QueueDepth[]> {
    const names = topologyOf(this.#partitions).queues.map(({ name }) => name);
    return this.#publishingOn ? queueDepths(this.#publishingOn, names) : [];
  }

  health(): Record<string, PartHealth> {
    const connected = this.#consuming.health();
    const reasons = [...this.#consumers].flatMap((consumer) => consumer.health().reason ?? []);
    const consumer = reasons.length > 0 ? { ok: false, reason: reasons.join("; ") } : { ok: true };
    return {
      publisher: this.#publishing.health(),
      consumer: connected.ok ? consumer : connected,
    };
  }

  /** Takes nothing new; what is in hand can still be acked. */
  async cancel(): Promise<void> {
    await Promise.all([...this.#consumers].map((consumer) => consumer.cancel()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#consumers].map((consumer) => consumer.close()));
    await this.#consuming.close();
    await this.#publishing.close();
  }
}
