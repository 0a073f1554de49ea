/** Listens to everything Odoo publishes, from before the first fault to after the last. */
import amqp from "amqplib";

export class Tap {
  /** Bodies by event id, in the order they came; more than one = delivered again. */
  readonly bodies = new Map<string, string[]>();

  private constructor(private readonly connection: amqp.ChannelModel) {}

  static async open(url: string): Promise<Tap> {
    const connection = await amqp.connect(url);
    const tap = new Tap(connection);
    const channel = await connection.createChannel();
    const { queue } = await channel.assertQueue("tap", { durable: true });
    await channel.bindQueue(queue, "stock.out", "#");
    await channel.consume(
      queue,
      (message) => {
        const body = message?.content.toString("utf8") ?? "null";
        const { id } = JSON.parse(body);
        tap.bodies.set(id, [...(tap.bodies.get(id) ?? []), body]);
      },
      { noAck: true },
    );
    return tap;
  }

  get delivered(): number {
    return [...this.bodies.values()].reduce((sum, bodies) => sum + bodies.length, 0);
  }

  get repeats(): number {
    return this.delivered - this.bodies.size;
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
