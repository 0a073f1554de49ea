// @ts-check
// P6: what was held up in each direction is worked off at the steady pace, and what is new in the other
// direction does not wait for it.
import { onBridge, until } from "./bridge.mjs";
import { event, places } from "./inbound-clients.mjs";
import { median, percentile } from "./median.mjs";
import { publish } from "./publish.mjs";
import { shell } from "./shell.mjs";

const DATABASE = "bench_backlog";
const BACKLOG = Number(process.env.BENCH_BACKLOG ?? "100000");
const STEADY = Number(process.env.BENCH_STEADY ?? "2000"); // events of a steady round
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? "5");
const WINDOW = 1000;
const LIMIT_MS = 4 * 60 * 60_000;
const LIVE_EVERY_MS = 1000;
const POLL_MS = 100;

/** @returns {Promise<object>} */
export function backlog() {
  return onBridge(DATABASE, async (bridge) => {
    await bridge.sidecar.start(); // declares the exchanges
    const ways = { in: inward(bridge), out: outward(bridge) };
    /** @type {Record<string, object>} */
    const table = {};
    for (const [name, way] of Object.entries(ways)) {
      const steady = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        const { rate } = await way(STEADY);
        if (round) steady.push(rate);
      }
      const { rate, waited } = await way(BACKLOG);
      table[name] = {
        events: BACKLOG,
        "steady, events/s": Number(median(steady).toFixed(1)),
        "backlog, events/s": Number(rate.toFixed(1)),
        "time, of what the steady pace takes": Number((median(steady) / rate).toFixed(3)),
        "live the other way, p50 ms": percentile(waited, 0.5),
        "live the other way, p95 ms": percentile(waited, 0.95),
      };
    }
    console.log(`steady: medians of ${ROUNDS} rounds of ${STEADY} events`);
    console.table(table);
    return { backlog: BACKLOG, steady: STEADY, rounds: ROUNDS, table };
  });
}

/**
 * Partners' events that were published while the sidecar was down. Live the other way: the windows of
 * what they cause, the longest lag of each.
 *
 * @param {import("./bridge.mjs").Bridge} bridge
 */
function inward({ instance, amqpUrl, world, sidecar }) {
  const spread = places(world);
  let sent = 0;
  const applied = `select count(*)::int n from stock_tower_inbox where state = 'applied'`;
  return async (/** @type {number} */ count) => {
    await sidecar.stop();
    const messages = Array.from({ length: count }, () => message(spread(sent++)));
    await publish(amqpUrl, "stock.in", messages, count, WINDOW);
    const before = await maxId(instance, "stock_tower_publication");
    await sidecar.start({ ready: false });
    const done = async () => (await instance.sql(DATABASE, applied))[0].n - (sent - count);
    const rate = await pace(done, count);
    return {
      rate,
      waited: await lags(instance, "stock_tower_publication", "max_lag_ms", before),
    };
  };
}

/**
 * Events of Odoo that nobody had fetched. Live the other way: a partner's event each second, from its
 * time to its reception in Odoo.
 *
 * @param {import("./bridge.mjs").Bridge} bridge
 */
function outward({ instance, amqpUrl, world, sidecar }) {
  const spread = places(world);
  let sent = 0;
  return async (/** @type {number} */ count) => {
    await sidecar.stop();
    const script = new URL("./backlog.py", import.meta.url);
    const { head } = await shell(instance, DATABASE, script, { BENCH_BACKLOG: String(count) });
    const before = await maxId(instance, "stock_tower_inbox");
    await sidecar.start({ ready: false });
    const timer = setInterval(
      () => void publish(amqpUrl, "stock.in", [message(spread(sent++))], 1, 1),
      LIVE_EVERY_MS,
    );
    const start = BigInt(head) - BigInt(count);
    const done = async () => Number(BigInt((await sidecar.status()).outbound.cursor) - start);
    const rate = await pace(done, count).finally(() => clearInterval(timer));
    return { rate, waited: await lags(instance, "stock_tower_inbox", "lag_ms", before) };
  };
}

/**
 * How many a second, from the first that is done on: the sidecar's start is no part of it.
 *
 * @param {() => Promise<number>} done
 * @param {number} count
 */
async function pace(done, count) {
  let now = 0;
  const reaches = (/** @type {number} */ goal) => async () => (now = await done()) >= goal;
  await until("the first is done", reaches(1), LIMIT_MS, 10);
  const first = now;
  if (first >= count) throw new Error(`All ${count} were done at once: take more of them`);
  const began = performance.now();
  await until(`${count} are done`, reaches(count), LIMIT_MS, POLL_MS);
  return ((now - first) * 1000) / (performance.now() - began);
}

/** @param {ReturnType<ReturnType<typeof places>>} spot */
function message(spot) {
  const body = Buffer.from(JSON.stringify(event("stock_moved", spot)));
  return { key: "bench-wms.stock_moved.BNCH", body };
}

/**
 * @param {import("./bridge.mjs").Bridge["instance"]} instance
 * @param {string} table
 * @returns {Promise<number>}
 */
async function maxId(instance, table) {
  return (await instance.sql(DATABASE, `select coalesce(max(id), 0) id from ${table}`))[0].id;
}

/**
 * @param {import("./bridge.mjs").Bridge["instance"]} instance
 * @param {string} table
 * @param {string} column
 * @param {number} after
 * @returns {Promise<number[]>} ms, ascending
 */
async function lags(instance, table, column, after) {
  const query = `select ${column} ms from ${table} where id > ${after} order by 1`;
  return (await instance.sql(DATABASE, query)).map(({ ms }) => ms);
}
