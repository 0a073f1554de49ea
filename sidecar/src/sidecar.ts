import { randomUUID } from "node:crypto";
import { Broker } from "./amqp/broker.ts";
import type { Config } from "./config.ts";
import type { Fatal } from "./core/errors.ts";
import { readiness, type PartHealth, type Readiness } from "./core/health.ts";
import { laneQueue, PARTITIONS, QUEUES, topologyOf } from "./core/topology.ts";
import { validateEvent } from "./core/validate-event.ts";
import { Doctor } from "./doctor/doctor.ts";
import { createApp } from "./http/app.ts";
import { HttpServer } from "./http/server.ts";
import { Breaker } from "./inbound/breaker.ts";
import { DeadLetters } from "./inbound/dead-letters.ts";
import { Lanes } from "./inbound/lanes.ts";
import { Leases } from "./inbound/leases.ts";
import { CrashPoints } from "./lib/crash-points.ts";
import { Slots } from "./lib/slots.ts";
import { OdooClient } from "./odoo/client.ts";
import { Inbox } from "./odoo/inbox.ts";
import { Outbox } from "./odoo/outbox.ts";
import { Partitions } from "./odoo/partitions.ts";
import { Report } from "./odoo/report.ts";
import { Tower } from "./odoo/status.ts";
import { OdooWatch } from "./odoo/watch.ts";
import type { Logger } from "./observability/logger.ts";
import { createMetrics } from "./observability/metrics.ts";
import { Relay } from "./outbound/relay.ts";

/** Every part of the process, wired; knows the order of start and close and nothing else. */
export class Sidecar {
  readonly #client: OdooClient;
  readonly #watch: OdooWatch;
  readonly #broker: Broker;
  readonly #relay: Relay;
  readonly #deadLetters: DeadLetters;
  readonly #breaker: Breaker;
  readonly #lanes: Lanes;
  readonly #leases: Leases;
  readonly #report: Report;
  readonly #http: HttpServer;
  readonly #doctor: Doctor;
  readonly #log: Logger;
  readonly #stop = new AbortController();
  readonly #startedAt = new Date();
  #maintenance: NodeJS.Timeout | undefined;
  #starting: Promise<void> | undefined;
  #stopping = false;

  constructor(config: Config, log: Logger, onFatal: (error: Fatal) => void) {
    const metrics = createMetrics();
    const crash = new CrashPoints(config.crash);
    const { odooUrl: url, odooToken: token, odooDatabase: database, environment } = config;
    this.#client = new OdooClient({ url, token, database, metrics });
    const tower = new Tower(this.#client, environment);
    this.#watch = new OdooWatch(tower, log, onFatal);
    this.#broker = new Broker({
      urls: config.amqpUrls,
      name: config.name,
      log,
      metrics,
      onUnrouted: (count) => this.#deadLetters.unrouted(count),
    });
    const { publisher, outGuard } = this.#broker;
    const outbox = new Outbox(this.#client, config.name);
    this.#deadLetters = new DeadLetters({
      broker: this.#broker,
      report: (messages) => outbox.report(messages),
      log,
    });
    this.#relay = new Relay({
      outbox,
      publisher,
      guard: outGuard,
      validate: validateEvent,
      environment,
      sweepMs: config.sweepMs,
      crash,
      log,
      metrics,
      heldBy: () => this.#broker.publishingHeldBy(),
    });
    this.#breaker = new Breaker(log, metrics);
    this.#lanes = new Lanes({
      broker: this.#broker,
      receiver: {
        inbox: new Inbox(this.#client),
        breaker: this.#breaker,
        slots: new Slots(config.concurrency),
        passes: { count: 0 },
        ping: () => tower.status(),
        publisher,
        crash,
        log,
        metrics,
      },
      isLeased: () => this.#leases.isValid(),
      onFenced: () => this.#leases.wake(),
      onDrained: () => this.#leases.wake(),
    });
    this.#leases = new Leases({
      partitions: new Partitions(this.#client, config.name, randomUUID()),
      lanes: this.#lanes,
      breaker: () => this.#breaker.state,
      log,
      metrics,
    });
    this.#report = new Report({
      client: this.#client,
      name: config.name,
      look: async () => ({ health: this.#brokerHealth(), queues: await this.#broker.depths() }),
      log,
    });
    const app = createApp({
      webhookKeys: config.webhookKeys,
      onNotification: () => this.#relay.wake(),
      readiness: () => this.#readiness(),
      status: () => this.#status(config),
      log,
      metrics,
    });
    this.#doctor = doctorOf(config, this.#client);
    this.#log = log;
    this.#http = new HttpServer(app, config.httpHost, config.httpPort);
    this.#sweepMs = config.sweepMs;
  }

  readonly #sweepMs: number;

  /** Serves at once; moves events as soon as Odoo was seen to be our environment. */
  async start(): Promise<number> {
    const port = await this.#http.start();
    this.#starting = this.#watch.start().then((verified) => {
      if (!verified || this.#stopping) return;
      this.#broker.start();
      this.#deadLetters.start();
      this.#leases.start();
      this.#relay.start();
      void this.#doctor.watch(this.#log, this.#stop.signal);
      this.#report.start();
      this.#maintenance = setInterval(() => void this.#broker.maintain(), this.#sweepMs);
    });
    return port;
  }

  /** Takes nothing new, finishes what is under way, then leaves. */
  async close(): Promise<void> {
    this.#stopping = true;
    this.#stop.abort();
    clearInterval(this.#maintenance);
    await Promise.all([this.#broker.cancel(), this.#report.close()]);
    await Promise.all([this.#http.close(), this.#watch.close(), this.#starting]);
    await this.#leases.close();
    await Promise.all([this.#relay.close(), this.#lanes.close(), this.#deadLetters.close()]);
    await this.#leases.leave();
    await this.#broker.close();
    this.#client.close();
  }

  #brokerHealth(): PartHealth {
    const parts = Object.values(this.#broker.health());
    return parts.find(({ ok }) => !ok) ?? { ok: true };
  }

  #readiness(): Readiness {
    return readiness({
      odoo: this.#watch.health(),
      ...this.#broker.health(),
      relay: this.#relay.health(),
      deadLetters: this.#deadLetters.health(),
      breaker: this.#breaker.health(),
      leases: this.#leases.health(),
      ...this.#lanes.health(),
    });
  }

  #status({ name, environment }: Config): object {
    const { ready, reasons } = this.#readiness();
    return {
      name,
      environment,
      startedAt: this.#startedAt.toISOString(),
      ready,
      reasons,
      outbound: this.#relay.status(),
      inbound: this.#lanes.status(),
      odoo: this.#watch.last ?? null,
    };
  }
}

export function doctorOf(config: Config, client: OdooClient): Doctor {
  const { name, managementUrl, environment } = config;
  const [amqpUrl = ""] = config.amqpUrls;
  const tower = new Tower(client, environment);
  const layout = async () => {
    const { partitions = PARTITIONS } = await tower.status();
    const lanes = Array.from({ length: partitions }, (_, lane) => laneQueue(lane));
    return {
      topology: topologyOf(partitions),
      watched: { consumed: [QUEUES.intake, ...lanes], empty: [QUEUES.dead, QUEUES.inUnrouted] },
    };
  };
  return new Doctor({ client, name, managementUrl, amqpUrl, layout });
}
