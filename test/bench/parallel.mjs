// @ts-check
// P2: two senders into two Odoo workers, each with products of its own, as partitions give them; beside
// one sender, and beside two that share their products. Rounds in turn.
import fs from "node:fs";

import { freePorts } from "../../docker/lib/ports.mjs";
import { onDatabase } from "./database.mjs";
import { ours } from "./inbound-clients.mjs";
import { interleave, rate, ratio } from "./interleave.mjs";
import { median } from "./median.mjs";
import { shell } from "./shell.mjs";

const DATABASE = "bench_parallel";
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? "5");
const BATCH = 50;
const EACH = 4 * BATCH; // events of each sender in a round
const KIND = "stock_moved";
// What Odoo logs when it runs a request again: SERIALIZATION_FAILURE, 4 tries left, …
const AGAIN = /tries left/g;
const TWINS = `select count(*)::int twins from (
  select from stock_quant group by product_id, location_id, lot_id, package_id, owner_id
  having count(*) > 1) q`;

/** @returns {Promise<object>} */
export function parallel() {
  return onDatabase(DATABASE, async (instance) => {
    const script = new URL("./inbound.py", import.meta.url);
    /** @type {import("./inbound.mjs").World} */
    const world = await shell(instance, DATABASE, script);
    const [gevent = 0] = await freePorts(1);
    const args = ["--workers=2", `--gevent-port=${gevent}`];
    const { url, log } = await instance.startOdoo({ db: DATABASE, args });
    /** @type {Record<string, { again: number, twins: number }>} */
    const trouble = {};
    const twins = async () => (await instance.sql(DATABASE, TWINS))[0].twins;
    let offset = 0;
    const variant = (
      /** @type {string} */ name,
      /** @type {ReturnType<typeof ours>[]} */ ...senders
    ) => {
      const seen = (trouble[name] = { again: 0, twins: 0 });
      return async () => {
        const before = { bytes: fs.statSync(log).size, twins: await twins() };
        const first = (offset += EACH);
        const found = await rate(senders.length * EACH, () =>
          Promise.all(
            senders.map(async (send) => {
              for (let n = 0; n < EACH; n += BATCH) await send(KIND, first + n, BATCH);
            }),
          ),
        );
        const logged = fs.readFileSync(log).subarray(before.bytes).toString();
        seen.again += logged.match(AGAIN)?.length ?? 0;
        seen.twins += (await twins()) - before.twins;
        return found;
      };
    };
    const half = world.products.length / 2;
    const one = ours(url, world);
    const mine = ours(url, { ...world, products: world.products.slice(0, half) });
    const yours = ours(url, { ...world, products: world.products.slice(half) });
    const rates = await interleave(
      {
        "one sender": variant("one sender", one),
        "two, products of their own": variant("two, products of their own", mine, yours),
        "two, the same products": variant("two, the same products", one, one),
      },
      ROUNDS,
    );
    return report(rates, trouble);
  });
}

/**
 * @param {Record<string, number[]>} rates events a second
 * @param {Record<string, { again: number, twins: number }>} trouble transactions that Odoo ran again,
 *   and figures that came to be kept in two quants
 */
function report(rates, trouble) {
  const table = Object.fromEntries(
    Object.entries(rates).map(([name, each]) => [
      name,
      {
        "events/s": Number(median(each).toFixed(1)),
        "times one sender": Number(ratio(each, rates["one sender"] ?? []).toFixed(2)),
        "run again": trouble[name]?.again,
        "twin quants": trouble[name]?.twins,
      },
    ]),
  );
  console.log(`medians of ${ROUNDS} rounds, batches of ${BATCH}, two Odoo workers`);
  console.table(table);
  return { rounds: ROUNDS, batch: BATCH, table, raw: rates };
}
