#!/usr/bin/env node
/**
 * Reads the log of Stock Control Tower again: the stream `stock.log`, from where you say.
 *
 * Needs amqplib. Usage: read-log.mjs AMQP_URL FROM [SECONDS]
 * FROM: `first`, `last`, `next`, the offset of a message (a number), or an ISO 8601 time.
 * Prints `offset id type` of each event; ends when nothing came for SECONDS (default 5).
 * Keep the offset of the last event you have dealt with, and begin one later next time.
 */
import amqp from "amqplib";

const [url = "", from = "first", seconds = "5"] = process.argv.slice(2);

// The broker keeps messages in chunks, and gives out the whole chunk that holds the time or the
// offset: what is earlier than asked for is passed over here.
const since = /^\d{4}-/.test(from) ? new Date(from) : undefined;
const offset = /^\d+$/.test(from) ? Number(from) : undefined;
const start = since
  ? { "!": "timestamp", value: Math.floor(since.getTime() / 1000) }
  : (offset ?? from);

const connection = await amqp.connect(url);
const channel = await connection.createChannel();
await channel.prefetch(500); // a stream is read with acknowledgements only
let quiet = setTimeout(end, Number(seconds) * 1000);

await channel.consume(
  "stock.log",
  (message) => {
    if (!message) return;
    const { headers = {}, messageId, type } = message.properties;
    const at = headers["x-stream-offset"];
    const event = JSON.parse(message.content.toString());
    const early = since
      ? new Date(event.recordedtime) < since
      : offset !== undefined && at < offset;
    // Published again by a replay: `headers["sct-replay"]` is set, the id is the first one.
    if (!early) process.stdout.write(`${at} ${messageId} ${type}\n`);
    channel.ack(message);
    clearTimeout(quiet);
    quiet = setTimeout(end, Number(seconds) * 1000);
  },
  { arguments: { "x-stream-offset": start } },
);

async function end() {
  await connection.close();
}
