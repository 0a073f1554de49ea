/** RabbitMQ as somebody else's program uses it. */
import amqp, { type ChannelModel, type ConfirmChannel, type ConsumeMessage } from "amqplib";

import { TOPOLOGY } from "../../sidecar/src/generated/topology.ts";

const { queue, partitions } = TOPOLOGY.lanes;
/** Queues on the way from a partner to Odoo. */
export const INBOUND = [
  "stock.intake",
  ...Array.from({ length: partitions }, (_, lane) => `${queue}${lane}`),
];

/** A CloudEvent as it came off the wire; tests look into it freely. */

export type Json = any;

export interface Received {
  readonly key: string;
  readonly properties: ConsumeMessage["properties"];
  readonly redelivered: boolean;
  readonly body: string;
  readonly event: Json;
}

export class Rabbit {
  private constructor(
    private readonly connection: ChannelModel,
    readonly channel: ConfirmChannel,
  ) {}

  static async connect(url: string): Promise<Rabbit> {
    const connection = await amqp.connect(url);
    return new Rabbit(connection, await connection.createConfirmChannel());
  }

  /**
   * Publishes persistently and waits for the broker's confirm.
   * @param body sent as it is; an object is serialised first
   */
  async publish(
    key: string,
    body: Buffer | string | object,
    exchange = "stock.in",
    headers: Record<string, unknown> = {},
  ): Promise<void> {
    const bytes = Buffer.isBuffer(body)
      ? body
      : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
    await new Promise<void>((resolve, reject) =>
      this.channel.publish(
        exchange,
        key,
        bytes,
        {
          persistent: true,
          contentType: "application/cloudevents+json; charset=utf-8",
          headers,
        },
        (error: Error | null) => (error ? reject(error) : resolve()),
      ),
    );
  }

  /** Collects what is published under `pattern` from now on. */
  async listen(pattern: string, exchange = "stock.out"): Promise<Received[]> {
    const { queue } = await this.channel.assertQueue("", { exclusive: true });
    await this.channel.bindQueue(queue, exchange, pattern);
    const received: Received[] = [];
    await this.channel.consume(
      queue,
      (message) => {
        if (!message) throw new Error(`The queue bound to ${pattern} was deleted`);
        const body = message.content.toString("utf8");
        received.push({
          key: message.fields.routingKey,
          properties: message.properties,
          redelivered: message.fields.redelivered,
          body,
          event: JSON.parse(body),
        });
      },
      { noAck: true },
    );
    return received;
  }

  /** The same over the intake and all lanes. */
  async inbound(): Promise<{ messages: number; consumers: number }> {
    const depths = await Promise.all(INBOUND.map((queue) => this.depth(queue)));
    return {
      messages: depths.reduce((sum, { messages }) => sum + messages, 0),
      consumers: depths.reduce((sum, { consumers }) => sum + consumers, 0),
    };
  }

  /** Messages ready in a queue (those a consumer holds are not counted), and its consumers. */
  async depth(queue: string): Promise<{ messages: number; consumers: number }> {
    const { messageCount, consumerCount } = await this.channel.checkQueue(queue);
    return { messages: messageCount, consumers: consumerCount };
  }

  /**
   * Whether the first message of a queue was in a consumer's hands before; it stays there. By
   * consuming, because a queue with a single active consumer lets nobody `get`.
   */
  async isRedelivered(queue: string): Promise<boolean> {
    const channel = await this.connection.createChannel();
    await channel.prefetch(1);
    const message = await new Promise<ConsumeMessage | null>((resolve, reject) => {
      channel.consume(queue, resolve).catch(reject);
    });
    await channel.close();
    return message?.fields.redelivered ?? false;
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
