// @ts-check
import amqp from "amqplib";

import { until } from "./bridge.mjs";

const COME_MS = 60_000;

/**
 * Publishes as fast as a client can that keeps at most one window unconfirmed.
 *
 * @param {string} amqpUrl
 * @param {string} exchange
 * @param {{ key: string, body: Buffer, options?: import("amqplib").Options.Publish }[]} messages
 *   taken over and over
 * @param {number} count
 * @param {number} window
 */
export async function publish(amqpUrl, exchange, messages, count, window) {
  const connection = await amqp.connect(amqpUrl);
  try {
    const channel = await connection.createConfirmChannel();
    for (let sent = 0; sent < count;) {
      const end = Math.min(count, sent + window);
      for (; sent < end; sent += 1) {
        const message = messages[sent % messages.length];
        if (!message) throw new Error("There is nothing to publish");
        channel.publish(exchange, message.key, message.body, {
          persistent: true,
          ...message.options,
        });
      }
      await channel.waitForConfirms();
    }
    await channel.close();
  } finally {
    await connection.close();
  }
}

/**
 * The first `count` messages that come to an exchange while `work` runs.
 *
 * @param {string} amqpUrl
 * @param {string} exchange
 * @param {number} count
 * @param {() => Promise<unknown>} work
 */
export async function collect(amqpUrl, exchange, count, work) {
  const connection = await amqp.connect(amqpUrl);
  try {
    const channel = await connection.createChannel();
    const { queue } = await channel.assertQueue("", { exclusive: true });
    await channel.bindQueue(queue, exchange, "#");
    /** @type {Parameters<typeof publish>[2]} */
    const seen = [];
    await channel.consume(
      queue,
      (message) => {
        if (!message || seen.length === count) return;
        const { headers, contentType, messageId, type } = message.properties;
        const options = { headers, contentType, messageId, type };
        seen.push({ key: message.fields.routingKey, body: message.content, options });
      },
      { noAck: true },
    );
    await work();
    await until(`${count} messages came`, async () => seen.length === count, COME_MS);
    return seen;
  } finally {
    await connection.close();
  }
}
