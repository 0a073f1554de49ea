// A database restored to ten minutes ago: what partners told since is found missing, asked for
// again, and takes effect once.
import { afterAll, beforeAll, expect, test } from "vitest";

import { eventually, eventuallyEqual } from "../support/eventually.ts";
import { goodsReceived } from "../support/events.ts";
import { runJobs } from "../support/jobs.ts";
import { driftFromEvents, onHand, plainSkus } from "../support/ledger.ts";
import { Rabbit, type Json, type Received } from "../support/rabbit.ts";
import { Tower } from "../support/stack.ts";

const BACKUP = "e2e_restore_backup";
const KEY = "wms.goods_received.DAL";

let tower: Tower;
let server: Tower["server"];
let rabbit: Rabbit;
let sku: string;
let outcomes: Received[];
let before: number;

beforeAll(async () => {
  tower = await Tower.open("e2e_restore");
  ({ server } = tower);
  rabbit = await Rabbit.connect(tower.amqp);
  tower.onClose(() => rabbit.close());
  [sku = ""] = await plainSkus(tower, 1);
  outcomes = await rabbit.listen("stock.event_outcome.wms.#");
  before = await onHand(tower, sku);
});
afterAll(async () => {
  await server?.stop();
  await tower?.instance.dropDatabase(BACKUP);
  await tower?.close();
});

/** One piece received; the sender numbers its events and keeps them. */
function numbered(sequence: number): Json {
  const event = goodsReceived({ id: `restore-${String(sequence)}`, sku, quantity: "1" });
  return { ...event, sequence: String(sequence).padStart(20, "0") };
}

async function send(numbers: readonly number[]): Promise<void> {
  for (const number of numbers) await rabbit.publish(KEY, numbered(number));
}

const received = async (): Promise<number> => (await onHand(tower, sku)) - before;

const look = () => runJobs(tower, "cron_watch_gaps", "cron_group_exceptions");

async function restored(work: () => Promise<void>): Promise<void> {
  await tower.sidecar.stop();
  await server.stop();
  await tower.disconnect();
  await work();
  server = await tower.instance.startOdoo({ db: tower.db, port: server.port });
  await tower.sidecar.start();
}

test("what came after the backup is missing, asked for, sent again and counted once", async () => {
  await send([1, 2, 3, 4, 5]);
  await eventuallyEqual("five received", received, 5);
  await restored(() => tower.instance.createDatabase(BACKUP, { template: tower.db }));

  await send([6, 7, 8, 9]);
  await eventuallyEqual("nine received", received, 9);
  await restored(async () => {
    await tower.instance.dropDatabase(tower.db);
    await tower.instance.createDatabase(tower.db, { template: BACKUP });
  });
  expect(await received(), "Odoo is as it was at the backup").toBe(5);

  await send([10]);
  await eventuallyEqual("the tenth received", received, 6);
  await look();
  // Sixty seconds later it is no reordering any more but a loss.
  await tower.sql("update stock_tower_source_gap set opened_at = opened_at - interval '2 minutes'");
  await look();
  const [gap] = await tower.sql<{ id: number; first: string; last: string; grouped: boolean }>(
    `select id, first_number first, last_number last, exception_id is not null grouped
       from stock_tower_source_gap where state = 'open'`,
  );
  expect(gap).toMatchObject({ first: "6", last: "9", grouped: true });

  await tower.admin.call("stock.tower.source.gap", "action_request", [[gap?.id]]);
  const asked = await eventually("the partner is asked", () =>
    outcomes.find(({ event }) => event.data.outcome === "missing"),
  );
  const { firstSequence, lastSequence } = asked.event.data.about;
  expect([Number(firstSequence), Number(lastSequence)]).toEqual([6, 9]);

  await send([6, 7, 8, 9]);
  await eventuallyEqual("all ten, once each", received, 10);
  await look();
  await eventuallyEqual(
    "the gap is filled",
    () => tower.value<string>("select state from stock_tower_source_gap"),
    "filled",
  );
  expect(await driftFromEvents(tower)).toEqual([]);
});
