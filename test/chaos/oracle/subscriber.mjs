// @ts-check
// Somebody who reads everything Odoo publishes, from the broker's stream, deduplicated by id.
import { createHash } from "node:crypto";

import amqp from "amqplib";

import { eventually, pause } from "../stack/wait.mjs";

const QUEUE = "stock.log";
const PREFETCH = 500;
const RECONNECT_MS = 500;

export class Subscriber {
  /** @type {Map<string, string>} digest of the body by event id */
  bodies = new Map();
  /** Events that came more than once. */
  repeats = 0;
  /** @type {Set<string>} ids that came with different bodies */
  contradicted = new Set();
  #offset = -1;
  #closing = false;
  /** @type {import("amqplib").ChannelModel | null} */
  #connection = null;
  #running;

  /** @param {string} url */
  constructor(url) {
    this.url = url;
    this.#running = this.#run();
  }

  /** Waits until nothing is expected any more, or the patience ends. @param {number} count @param {number} within */
  async caughtUp(count, within) {
    await eventually("the subscriber has all events", () => this.bodies.size >= count, {
      within,
    }).catch(() => {}); // what is missing is for the oracle to say
  }

  async close() {
    this.#closing = true;
    await this.#connection?.close().catch(() => {});
    await this.#running;
  }

  async #run() {
    while (!this.#closing) {
      await this.#read().catch(() => {});
      if (!this.#closing) await pause(RECONNECT_MS);
    }
  }

  /** Reads from where it was until the connection is lost. */
  async #read() {
    const connection = await amqp.connect(`${this.url}?heartbeat=5`, { timeout: 5_000 });
    this.#connection = connection;
    connection.on("error", () => {});
    const lost = new Promise((resolve) => connection.once("close", resolve));
    const channel = await connection.createChannel();
    channel.on("error", () => {});
    channel.on("close", () => void connection.close().catch(() => {}));
    await channel.prefetch(PREFETCH);
    await channel.consume(
      QUEUE,
      (message) => {
        if (!message) return void connection.close().catch(() => {});
        this.#take(message);
        channel.ack(message);
      },
      { arguments: { "x-stream-offset": this.#offset + 1 } },
    );
    await lost;
  }

  /** @param {import("amqplib").ConsumeMessage} message */
  #take(message) {
    const offset = Number(message.properties.headers?.["x-stream-offset"] ?? -1);
    if (offset <= this.#offset) return;
    this.#offset = offset;
    const { id } = JSON.parse(message.content.toString("utf8"));
    const digest = createHash("sha1").update(message.content).digest("base64");
    const before = this.bodies.get(id);
    if (before === undefined) this.bodies.set(id, digest);
    else {
      this.repeats += 1;
      if (before !== digest) this.contradicted.add(id);
    }
  }
}
