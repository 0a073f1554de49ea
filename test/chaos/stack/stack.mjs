// @ts-check
// What the campaign runs against: the product's real processes, with a relay of ours on each wire.
import path from "node:path";

import pg from "pg";

import { grantBrokerUsers } from "../../../docker/lib/broker-users.mjs";
import { sidecarCredentials } from "../../../docker/lib/credentials.mjs";
import { startInstance } from "../../../docker/lib/instance.mjs";
import { freePorts } from "../../../docker/lib/ports.mjs";
import { DATABASE, ENVIRONMENT } from "../../../docker/lib/settings.mjs";
import { startSidecar } from "../../../docker/lib/stack.mjs";
import { signal, tree } from "./processes.mjs";
import { Proxy } from "./proxy.mjs";
import { eventually } from "./wait.mjs";

const HOST = "127.0.0.1";
/** Of the relay in front of PostgreSQL; sockets of one folder are told apart by it. */
const PG_RELAY_PORT = 5433;
const UP_MS = 120_000;

/** What runs all the time, in the order of its start. */
const PARTS = /** @type {const} */ (["postgres", "rabbitmq", "odoo", "sidecar"]);

/** @typedef {typeof PARTS[number] | "sidecar-2"} Part `sidecar-2` runs only where a fault wants it */

export class Stack {
  /**
   * @param {{ addons?: string, bundle?: string, say?: (line: string) => void }} [options] another
   *   addons folder, another sidecar bundle
   */
  static async open({ addons, bundle, say = () => {} } = {}) {
    const name = `chaos-${process.pid}`;
    const given = addons ? { addons } : {};
    // What is committed must survive a kill, so PostgreSQL flushes as in production.
    const instance = await startInstance({ name, ephemeral: true, durable: true, say, ...given });
    try {
      const ports = await freePorts(6);
      const stack = new Stack(instance, ports, bundle);
      await stack.#begin();
      return stack;
    } catch (error) {
      await instance.close();
      throw error;
    }
  }

  /**
   * @param {import("../../../docker/lib/instance.mjs").Instance} instance
   * @param {number[]} ports
   * @param {string | undefined} bundle
   */
  constructor(instance, [odoo, gevent, amqpRelay, odooRelay, ...sidecars], bundle) {
    this.instance = instance;
    this.bundle = bundle;
    this.database = DATABASE;
    this.environment = ENVIRONMENT;
    this.odooPort = odoo;
    this.geventPort = gevent;
    this.odooUrl = `http://${HOST}:${odoo}`;
    const [first, second] = sidecars.map((port) => `http://${HOST}:${port}`);
    this.sidecarUrls = { sidecar: first, "sidecar-2": second };
    this.wires = {
      broker: new Proxy("sidecar-broker", { host: HOST, port: instance.ports.amqp }),
      odoo: new Proxy("sidecar-odoo", { host: HOST, port: odoo }),
      postgres: new Proxy("odoo-postgres", {
        path: path.join(instance.pgSocketDir, ".s.PGSQL.5432"),
      }),
    };
    this.relayPorts = { broker: amqpRelay, odoo: odooRelay };
    /** @type {import("../../../docker/lib/credentials.mjs").Credentials | undefined} */
    this.credentials = undefined;
    /** @type {Record<string, string>} AMQP URLs by broker user */
    this.amqp = {};
    /** Oracle's own way to the database: past the relay. */
    this.pool = new pg.Pool({
      host: instance.pgSocketDir,
      user: "odoo",
      database: DATABASE,
      max: 3,
    });
    this.pool.on("error", () => {}); // a killed server is what we are here for
  }

  async #begin() {
    const { broker, odoo, postgres } = this.wires;
    const folder = this.instance.pgSocketDir;
    await Promise.all([
      broker.listen({ port: this.relayPorts.broker, host: HOST }),
      odoo.listen({ port: this.relayPorts.odoo, host: HOST }),
      postgres.listen({ path: path.join(folder, `.s.PGSQL.${PG_RELAY_PORT}`) }),
    ]);
    this.credentials = await sidecarCredentials(
      this.instance,
      `${this.sidecarUrls.sidecar}/webhooks/odoo`,
      DATABASE,
    );
    this.amqp = await grantBrokerUsers(this.instance, ENVIRONMENT);
    await this.ensureUp();
  }

  /**
   * Waits until everything is ready, and starts what is not running, also what ends meanwhile: a
   * server may die of what befell another one.
   */
  async ensureUp() {
    await eventually("everything runs and answers", () => this.#startMissing(), { within: UP_MS });
  }

  async #startMissing() {
    const running = (await this.instance.processes()).map(({ name }) => name);
    const missing = (/** @type {Part} */ part) => !running.includes(this.processOf(part));
    await Promise.all([
      missing("postgres") && this.instance.startPostgres(),
      missing("rabbitmq") && this.instance.startBroker(),
    ]);
    if (missing("odoo")) await this.startOdoo();
    if (!(await this.odooAnswers())) return false;
    if (missing("sidecar")) await this.startSidecar();
    return !PARTS.some(missing);
  }

  /** @param {Part} part */
  processOf(part) {
    return part === "odoo" ? `odoo-${DATABASE}` : part;
  }

  /** With worker processes, as in production: one of them can die alone. */
  startOdoo() {
    return this.instance.startOdoo({
      db: DATABASE,
      port: this.odooPort,
      args: [
        ...["--workers", "2", "--gevent-port", String(this.geventPort)],
        ...["--db_port", String(PG_RELAY_PORT)],
      ],
    });
  }

  /** @param {"sidecar" | "sidecar-2"} [name] */
  startSidecar(name = "sidecar") {
    if (!this.credentials) throw new Error("The sidecar has no credentials yet.");
    const amqp = new URL(this.amqp.sidecar);
    amqp.port = String(this.relayPorts.broker);
    return startSidecar(this.instance, {
      name,
      odooUrl: `http://${HOST}:${this.relayPorts.odoo}`,
      sidecarUrl: this.sidecarUrls[name],
      amqpUrl: amqp.toString(),
      credentials: this.credentials,
      ...(this.bundle ? { bundle: this.bundle } : {}),
    });
  }

  async odooAnswers() {
    const answer = await fetch(`${this.odooUrl}/web/health?db_server_status=1`, {
      signal: AbortSignal.timeout(3_000),
    });
    return answer.ok;
  }

  /**
   * What a sidecar says of itself; undefined while it cannot be reached.
   * @param {"sidecar" | "sidecar-2"} [name]
   * @returns {Promise<any>}
   */
  sidecarStatus(name = "sidecar") {
    return fetch(`${this.sidecarUrls[name]}/status`, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.json(),
      () => undefined,
    );
  }

  /** kill -9 of a part with everything below it. @param {Part} part */
  async kill(part) {
    const gone = this.instance.gone(this.processOf(part));
    await signal(this.instance, "KILL", await this.tree(part));
    await gone;
  }

  /** @param {Part} part */
  async freeze(part) {
    await signal(this.instance, "STOP", await this.tree(part));
  }

  /** @param {Part} part */
  async thaw(part) {
    await signal(this.instance, "CONT", await this.tree(part));
  }

  /** @param {Part} part */
  tree(part) {
    return tree(this.instance, this.processOf(part));
  }

  /** Takes every fault away: wires pass, frozen processes run, dead ones are started again. */
  async heal() {
    for (const wire of Object.values(this.wires)) wire.restore();
    for (const part of PARTS) await this.thaw(part);
    await this.ensureUp();
  }

  /**
   * @param {string} text
   * @param {unknown[]} [values]
   * @returns {Promise<any[]>} rows; `numeric` and `bigint` come as strings
   */
  async sql(text, values = []) {
    return (await this.pool.query(text, values)).rows;
  }

  /**
   * Queries that all see the database as of one moment.
   * @template T
   * @param {(sql: Stack["sql"]) => Promise<T>} look
   * @returns {Promise<T>}
   */
  async snapshot(look) {
    const client = await this.pool.connect();
    try {
      await client.query("begin isolation level repeatable read read only");
      return await look(async (text, values = []) => (await client.query(text, values)).rows);
    } finally {
      await client.query("rollback").catch(() => {});
      client.release();
    }
  }

  async close() {
    await this.pool.end().catch(() => {});
    await Promise.all(Object.values(this.wires).map((wire) => wire.close()));
    await this.instance.close();
  }
}
