import type { ChannelModel } from "amqplib";
import type { PartHealth } from "../core/health.ts";
import { EXCHANGES, LIMITS, QUEUES, type Topology } from "../core/topology.ts";
import { errorFields, type Logger } from "../observability/logger.ts";
import type { Metrics } from "../observability/metrics.ts";
import { Connection } from "./connection.ts";
import { Consumer, type Delivery } from "./consumer.ts";
import { Publisher } from "./publisher.ts";
import { queueDepths, type QueueDepth } from "./queue-depths.ts";
import { declareTopology } from "./topology.ts";
import { UnroutedGuard } from "./unrouted-guard.ts";

const DECLARE_MS = 60_000;

export interface BrokerOptions {
  readonly url: string;
  /** Name of this sidecar, shown in the broker's connection list. */
  readonly name: string;
  readonly topology: Topology;
  readonly onDelivery: (delivery: Delivery) => void;
  readonly onDeliveriesLost: () => void;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly watchMs?: number;
}

/** Our side of RabbitMQ: two connections and what lives on them. */
export class Broker {
  readonly publisher: Publisher;
  readonly consumer: Consumer;
  readonly outGuard: UnroutedGuard;
  readonly inGuard: UnroutedGuard;
  readonly #publishing: Connection;
  readonly #consuming: Connection;
  readonly #log: Logger;
  readonly #topology: Topology;
  #publishingOn: ChannelModel | undefined;
  #declaredAt = 0;
  #maintaining = false;

  constructor(options: BrokerOptions) {
    const { url, name, topology, log, metrics } = options;
    this.#log = log;
    this.#topology = topology;
    this.publisher = new Publisher(metrics);
    const guard = (exchange: string, queue: string): UnroutedGuard =>
      new UnroutedGuard({
        watched: { exchange, queue },
        publisher: this.publisher,
        topology,
        log,
        metrics,
      });
    this.outGuard = guard(EXCHANGES.out, QUEUES.outUnrouted);
    this.inGuard = guard(EXCHANGES.in, QUEUES.inUnrouted);
    this.consumer = new Consumer({
      queue: QUEUES.inbound,
      prefetch: LIMITS.prefetch,
      log,
      metrics,
      onDelivery: options.onDelivery,
      onLost: options.onDeliveriesLost,
      prepare: (model) => declareTopology(model, topology),
      ...(options.watchMs === undefined ? {} : { watchMs: options.watchMs }),
    });
    this.#publishing = new Connection({
      url,
      link: "publisher",
      name: `${name} publisher`,
      log,
      metrics,
      onOpen: async (model) => {
        await declareTopology(model, topology);
        await this.publisher.attach(model);
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
      url,
      link: "consumer",
      name: `${name} consumer`,
      log,
      metrics,
      onOpen: (model) => this.consumer.attach(model),
      onLost: () => this.consumer.detach(),
    });
  }

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
      await this.inGuard.check();
      if (Date.now() - this.#declaredAt < DECLARE_MS) return;
      await declareTopology(model, this.#topology);
      this.#declaredAt = Date.now();
    } catch (error) {
      this.#log.warn({ part: "broker", ...errorFields(error) }, "maintenance waits");
    } finally {
      this.#maintaining = false;
    }
  }

  /** How deep the queues of the topology are; none while there is no connection. */
  async depths(): Promise<QueueDepth[]> {
    const names = this.#topology.queues.map(({ name }) => name);
    return this.#publishingOn ? queueDepths(this.#publishingOn, names) : [];
  }

  health(): Record<string, PartHealth> {
    const connected = this.#consuming.health();
    return {
      publisher: this.#publishing.health(),
      consumer: connected.ok ? this.consumer.health() : connected,
    };
  }

  async close(): Promise<void> {
    await this.consumer.close();
    await this.#consuming.close();
    await this.#publishing.close();
  }
}
