// @ts-check
// P4 and P9: how fast the relay brings a backlog to the broker, beside a bare publisher of the same
// messages on the same broker, rounds in turn; and whether the sidecar's memory grows meanwhile.
import { onBridge, until } from "./bridge.mjs";
import { interleave, rate, ratio } from "./interleave.mjs";
import { median } from "./median.mjs";
import { collect, publish } from "./publish.mjs";
import { shell } from "./shell.mjs";

const DATABASE = "bench_drain";
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? "5");
const BACKLOG = Number(process.env.BENCH_BACKLOG ?? "20000");
const LONG = Number(process.env.BENCH_LONG ?? "200000"); // the backlog that memory is watched over
const WINDOW = 1000; // the relay's own
const LIMIT_MS = 60 * 60_000;
const SAMPLE_MS = 500;

/** @returns {Promise<object>} */
export function drain() {
  return onBridge(DATABASE, async (bridge) => {
    const { amqpUrl, sidecar } = bridge;
    await sidecar.start(); // declares the exchanges
    const messages = await collect(amqpUrl, "stock.out", WINDOW, async () =>
      drained(bridge, await add(bridge, WINDOW)),
    );
    await sidecar.stop();
    const rates = await interleave(
      {
        "the relay": () => timedDrain(bridge),
        "a bare publisher": () =>
          rate(BACKLOG, () => publish(amqpUrl, "stock.out", messages, BACKLOG, WINDOW)),
      },
      ROUNDS,
    );
    return report(rates, await watchMemory(bridge));
  });
}

/**
 * @param {import("./bridge.mjs").Bridge} bridge
 * @param {number} count
 * @returns {Promise<bigint>} the head of the log
 */
async function add({ instance, db }, count) {
  const script = new URL("./backlog.py", import.meta.url);
  const { head } = await shell(instance, db, script, { BENCH_BACKLOG: String(count) });
  return BigInt(head);
}

/** @param {import("./bridge.mjs").Bridge} bridge @param {bigint} head */
function drained({ sidecar }, head) {
  const reached = async () => BigInt((await sidecar.status()).outbound.cursor) >= head;
  return until(`the relay reached ${head}`, reached, LIMIT_MS, 20);
}

/**
 * Events a second from the first window that was advanced to the last.
 *
 * @param {import("./bridge.mjs").Bridge} bridge
 */
async function timedDrain(bridge) {
  const { sidecar } = bridge;
  const head = await add(bridge, BACKLOG);
  const start = head - BigInt(BACKLOG);
  await sidecar.start({ ready: false });
  let cursor = 0n;
  const moves = async () => (cursor = BigInt((await sidecar.status()).outbound.cursor)) > start;
  await until("the relay advanced", moves, LIMIT_MS, 5);
  const began = performance.now();
  await drained(bridge, head);
  const found = (Number(head - cursor) * 1000) / (performance.now() - began);
  await sidecar.stop();
  return found;
}

/**
 * Samples of the sidecar's resident memory while it publishes a long backlog.
 *
 * @param {import("./bridge.mjs").Bridge} bridge
 * @returns {Promise<{ events: number, bytes: number }[]>}
 */
async function watchMemory(bridge) {
  const { sidecar } = bridge;
  const head = await add(bridge, LONG);
  await sidecar.start({ ready: false });
  /** @type {{ events: number, bytes: number }[]} */
  const samples = [];
  const sampled = async () => {
    const bytes = await sidecar.metric("sct_process_resident_memory_bytes");
    const left = Number(head - BigInt((await sidecar.status()).outbound.cursor));
    samples.push({ events: LONG - left, bytes });
    return left <= 0;
  };
  await until("the long backlog is out", sampled, LIMIT_MS, SAMPLE_MS);
  await sidecar.stop();
  return samples;
}

/**
 * Bytes per event, by least squares over the second half: the first one is the heap's warming up.
 *
 * @param {{ events: number, bytes: number }[]} samples
 */
function slope(samples) {
  const half = samples.slice(Math.floor(samples.length / 2));
  const mean = (/** @type {"events" | "bytes"} */ of) =>
    half.reduce((sum, one) => sum + one[of], 0) / half.length;
  const [x, y] = [mean("events"), mean("bytes")];
  let up = 0;
  let down = 0;
  for (const { events, bytes } of half) {
    up += (events - x) * (bytes - y);
    down += (events - x) ** 2;
  }
  return up / down;
}

/**
 * @param {Record<string, number[]>} rates events a second
 * @param {{ events: number, bytes: number }[]} samples
 */
function report(rates, samples) {
  const bare = rates["a bare publisher"] ?? [];
  const table = Object.fromEntries(
    Object.entries(rates).map(([name, each]) => [
      name,
      {
        "events/s": Math.round(median(each)),
        "of the bare publisher": Number(ratio(each, bare).toFixed(3)),
      },
    ]),
  );
  const bytes = samples.map((sample) => sample.bytes);
  const memory = {
    events: LONG,
    "largest, MB": Number((Math.max(...bytes) / 1e6).toFixed(1)),
    "growth in the second half, bytes per event": Number(slope(samples).toFixed(2)),
  };
  console.log(`medians of ${ROUNDS} rounds of ${BACKLOG} events, windows of ${WINDOW}`);
  console.table(table);
  console.table(memory);
  return { rounds: ROUNDS, backlog: BACKLOG, table, memory, raw: { rates, samples } };
}
