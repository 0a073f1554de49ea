/**
 * Publishes with confirms and listens to outcomes, over one connection that is made
 * again when it breaks. Whatever was not confirmed by then is published again: the
 * message is kept here, as a warehouse system keeps its own send buffer.
 */
import amqp from "amqplib";

const EXCHANGE_IN = "stock.in";
const EXCHANGE_OUT = "stock.out";
const RETRY_MS = 1000;
const QUEUE_EXPIRES_MS = 30 * 60 * 1000; // outlives a broker restart, not a forgotten run

export class Broker {
  #url;
  #queue;
  #partners;
  #onOutcome;
  #onConfirm;
  #unconfirmed = new Map();
  #connection = null;
  #channel = null;
  #closing = false;
  #timer = null;

  /**
   * @param {{url: string, run: string, partners: string[],
   *   onOutcome: (partner: string, event: object) => void,
   *   onConfirm: (message: object, error: Error | null) => void}} options
   */
  constructor({ url, run, partners, onOutcome, onConfirm }) {
    this.#url = url;
    this.#queue = (partner) => `simulator.${partner}.${run}`;
    this.#partners = partners;
    this.#onOutcome = onOutcome;
    this.#onConfirm = onConfirm;
  }

  get waiting() {
    return this.#unconfirmed.size;
  }

  /** Connects once; throws when the broker or its exchanges are not there. */
  async open() {
    const connection = await amqp.connect(this.#url, { heartbeat: 10 });
    connection.on("error", () => {}); // "close" follows and reconnects
    connection.on("close", () => this.#lost(connection));
    try {
      const channel = await connection.createConfirmChannel();
      channel.on("error", () => {}); // a closed channel shows in the next publish
      channel.on("close", () => this.#lost(connection));
      await channel.checkExchange(EXCHANGE_IN);
      await channel.checkExchange(EXCHANGE_OUT);
      for (const partner of this.#partners) await this.#listen(channel, partner);
      this.#connection = connection;
      this.#channel = channel;
    } catch (error) {
      await connection.close().catch(() => {});
      throw error;
    }
    for (const message of this.#unconfirmed.values()) this.#send(message);
  }

  async #listen(channel, partner) {
    const queue = this.#queue(partner);
    await channel.assertQueue(queue, {
      durable: true,
      arguments: { "x-expires": QUEUE_EXPIRES_MS },
    });
    await channel.bindQueue(queue, EXCHANGE_OUT, `stock.event_outcome.${partner}.*`);
    await channel.consume(queue, (message) => {
      if (!message) return; // the queue was deleted; open() makes it again
      this.#onOutcome(partner, JSON.parse(message.content.toString()));
      channel.ack(message);
    });
  }

  /** Hands a message `{ attempt, key, id, kind, body }` over; onConfirm tells how it went. */
  publish(message) {
    this.#unconfirmed.set(message.attempt, message);
    this.#send(message);
  }

  #send(message) {
    const channel = this.#channel;
    if (!channel) return; // open() sends it
    const options = {
      persistent: true,
      contentType: "application/cloudevents+json; charset=utf-8",
      messageId: message.id,
      type: message.kind,
      appId: "warehouse-simulator",
    };
    const answer = (error) => {
      // A broken channel fails all its publishes; those are sent again after reconnecting.
      if (error && channel !== this.#channel) return;
      if (this.#unconfirmed.delete(message.attempt)) this.#onConfirm(message, error);
    };
    try {
      channel.publish(EXCHANGE_IN, message.key, message.body, options, answer);
    } catch {
      this.#lost(this.#connection);
    }
  }

  #lost(connection) {
    if (this.#closing || connection !== this.#connection) return;
    this.#connection = this.#channel = null;
    connection?.close().catch(() => {});
    this.#retry();
  }

  #retry() {
    this.#timer = setTimeout(() => {
      if (!this.#closing) this.open().catch(() => this.#retry());
    }, RETRY_MS);
  }

  /** Removes the outcome queues and leaves. */
  async close() {
    this.#closing = true;
    clearTimeout(this.#timer);
    try {
      for (const partner of this.#partners) await this.#channel?.deleteQueue(this.#queue(partner));
      await this.#connection?.close();
    } catch {
      // Already gone: the queues expire by themselves.
    }
  }
}
