// @ts-check
// P5: how long after its commit an event is with a consumer at the broker, at a steady pace.
import amqp from "amqplib";

import { onBridge } from "./bridge.mjs";
import { percentile } from "./median.mjs";
import { shell } from "./shell.mjs";

const DATABASE = "bench_latency";
const SECONDS = Number(process.env.BENCH_SECONDS ?? "30");
const PACE = 50; // events a second
const WARM = 3 * PACE; // events that do not count

/** @returns {Promise<object>} */
export function latency() {
  return onBridge(DATABASE, async ({ instance, amqpUrl, sidecar }) => {
    await sidecar.start();
    const connection = await amqp.connect(amqpUrl);
    const channel = await connection.createChannel();
    const { queue } = await channel.assertQueue("", { exclusive: true });
    await channel.bindQueue(queue, "stock.out", "stock.event_outcome.#");
    /** @type {Map<string, number>} */
    const received = new Map();
    await channel.consume(
      queue,
      (message) => message && received.set(message.properties.messageId, Date.now()),
      { noAck: true },
    );
    const script = new URL("./latency.py", import.meta.url);
    const settings = { BENCH_SECONDS: String(SECONDS), BENCH_PACE: String(PACE) };
    const { commits } = await shell(instance, DATABASE, script, settings);
    await connection.close();
    return report(commits, received);
  });
}

/**
 * @param {Record<string, number>} commits ms by event id, in their order
 * @param {Map<string, number>} received ms by event id
 */
function report(commits, received) {
  const counted = Object.entries(commits).slice(WARM);
  const each = counted
    .map(([id, at]) => (received.get(id) ?? NaN) - at)
    .filter((ms) => !Number.isNaN(ms));
  const times = counted.map(([, at]) => at);
  const at = (/** @type {number} */ share) => Number(percentile(each, share).toFixed(1));
  const table = {
    events: counted.length,
    "events a second, committed": Number(
      (((times.length - 1) * 1000) / ((times.at(-1) ?? NaN) - (times[0] ?? NaN))).toFixed(1),
    ),
    "never came": counted.length - each.length,
    "p50, ms": at(0.5),
    "p95, ms": at(0.95),
    "p99, ms": at(0.99),
    "longest, ms": at(1),
  };
  console.log("from committed to received by a consumer");
  console.table(table);
  if (table["never came"]) process.exitCode = 1;
  return { table, raw: each };
}
