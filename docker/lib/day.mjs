// @ts-check
// The simulated warehouse day and the comparison after it.
import fs from "node:fs";
import path from "node:path";

import { compareDay } from "./compare.mjs";
import { REPOSITORY } from "./paths.mjs";
import { DATABASE, ENVIRONMENT } from "./settings.mjs";
import { towerStatus } from "./tower-api.mjs";

const SIMULATOR = path.join(REPOSITORY, "docker/simulator/day.mjs");
const LISTS = path.join(REPOSITORY, "odoo_addons/stock_control_tower_demo/data");
const QUIET_MS = 120_000;
const FEWEST_EVENTS = 500;
const USUAL_RATE = 10; // messages a second

// Per product, location and lot, as the partners name them: a bin by its barcode, a warehouse's stock
// location itself as no bin. Rounding takes off what binary floats add.
export const STOCK = `
  select p.default_code as sku, w.code as warehouse,
         case when l.id = w.lot_stock_id then '' else coalesce(l.barcode, l.complete_name) end as bin,
         coalesce(lot.name, '') as lot, trim_scale(round(sum(q.quantity)::numeric, 6))::text as quantity
    from stock_quant q
    join stock_location l on l.id = q.location_id and l.usage = 'internal'
    join product_product p on p.id = q.product_id
    left join stock_warehouse w on w.id = l.warehouse_id
    left join stock_lot lot on lot.id = q.lot_id
   group by 1, 2, 3, 4
  having round(sum(q.quantity)::numeric, 6) <> 0
   order by 1, 2, 3, 4`;

/** @typedef {import("./stack.mjs").Stack} Stack */

/**
 * Starts the simulator.
 * @param {Stack} stack
 * @param {{ seconds?: number }} [options] without seconds it plays until it is stopped
 * @returns {Promise<{ child: import("./instance.mjs").Child, folder: string, sent: string }>}
 */
export async function startDay({ instance, amqp }, { seconds = 0 } = {}) {
  const run = `d${new Date().toISOString().replace(/\D/g, "").slice(2, 17)}`;
  const folder = path.join(instance.state, "days", run);
  fs.mkdirSync(folder, { recursive: true });
  const sent = path.join(folder, "sent.jsonl");
  const rate = seconds
    ? Math.max(USUAL_RATE, Math.ceil((FEWEST_EVENTS * 1.05) / seconds))
    : USUAL_RATE;
  const child = await instance.start({
    name: "simulator",
    argv: [
      ...[
        process.execPath,
        SIMULATOR,
        "--amqp",
        amqp.simulator,
        "--catalogue",
        LISTS,
        "--out",
        sent,
      ],
      ...[
        "--run",
        run,
        "--environment",
        ENVIRONMENT,
        "--rate",
        String(rate),
        "--for",
        String(seconds),
      ],
      // Another day with another seed: the same products must not move in the same order every time.
      ...["--seed", String(Date.now() % 1_000_000)],
      // An endless day ends by Ctrl-C, together with those who could still answer.
      ...["--grace", String(seconds ? QUIET_MS / 1000 : 1)],
    ],
  });
  return { child, folder, sent };
}

/**
 * Plays a day of so many seconds and compares it with Odoo's stock.
 * @param {Stack} stack
 * @param {number} seconds
 * @param {(line: string) => void} say
 */
export async function playAndCompare(stack, seconds, say) {
  if (!stack.fresh) await quiet(stack, say);
  const before = await stockOf(stack);
  const { child, folder, sent } = await startDay(stack, { seconds });
  const { code } = await child.exited;
  if (code !== 0) say(`the simulator ended with ${code}, see ${child.log}`);
  await quiet(stack, say);
  const after = await stockOf(stack);
  fs.writeFileSync(path.join(folder, "before.json"), JSON.stringify(before));
  fs.writeFileSync(path.join(folder, "after.json"), JSON.stringify(after));
  const lines = fs.readFileSync(sent, "utf8").split("\n").filter(Boolean);
  const comparison = compareDay({ before, after, sent: lines.map((line) => JSON.parse(line)) });
  if (code !== 0) comparison.problems.push(`the simulator ended with exit code ${code}`);
  if (comparison.messages < FEWEST_EVENTS)
    comparison.problems.push(`only ${comparison.messages} messages, fewer than ${FEWEST_EVENTS}`);
  comparison.equal &&= !comparison.problems.length;
  return { comparison, folder };
}

/** @param {Stack} stack @returns {Promise<import("./compare.mjs").Row[]>} */
const stockOf = ({ instance }) => instance.sql(DATABASE, STOCK);

/**
 * Waits until nothing is under way: no message in the inbound queue, no event unpublished.
 * @param {Stack} stack
 * @param {(line: string) => void} say
 */
async function quiet(stack, say) {
  const deadline = Date.now() + QUIET_MS;
  for (;;) {
    const left = await underWay(stack);
    if (!left) return;
    if (Date.now() > deadline) return say(`not quiet after ${QUIET_MS / 1000} s: ${left}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const INBOUND = /^stock\.(intake|work\.\d+)$/;

/** @param {Stack} stack */
async function underWay({ instance, odooUrl, credentials }) {
  const { outbox } = await towerStatus(odooUrl, credentials.token);
  if (outbox.waiting || outbox.unnumbered) return `${outbox.waiting} events not published`;
  const inbound = await instance.broker.queueLength(ENVIRONMENT, INBOUND);
  return inbound ? `${inbound} messages in stock.intake and stock.work` : null;
}
