/** RabbitMQ as somebody else's program uses it. */
import amqp, { type ChannelModel, type ConfirmChannel, type ConsumeMessage } from "amqplib";

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
  async publish(key: string, body: Buffer | string | object, exchange = "stock.in"): Promise<void> {
    const bytes = Buffer.isBuffer(body)
      ? body
      : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
    await new Promise<void>((resolve, reject) =>
      this.channel.publish(
        exchange,
        key,
        bytes,
        { persistent: true, contentType: "application/cloudevents+json; charset=utf-8" },
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

  /** Messages ready in a queue (those a consumer holds are not counted), and its consumers. */
  async depth(queue: string): Promise<{ messages: number; consumers: number }> {
    const { messageCount, consumerCount } = await this.channel.checkQueue(queue);
    return { messages: messageCount, consumers: consumerCount };
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
