// A notification only saves time: what it announced is found without it.
import { afterAll, beforeAll, expect, test } from "vitest";

import { eventually } from "../support/eventually.ts";
import { plainSkus } from "../support/ledger.ts";
import { Rabbit, type Received } from "../support/rabbit.ts";
import { moveOne } from "../support/odoo-moves.ts";
import { Tower } from "../support/stack.ts";

const SWEEP_SECONDS = 1;

let tower: Tower;
let sku: string;
let published: Received[];

beforeAll(async () => {
  // Port 9 (discard): nobody listens, so no notification ever arrives.
  tower = await Tower.open("e2e_lost", { webhookUrl: "http://127.0.0.1:9/webhooks/odoo" });
  [sku = ""] = await plainSkus(tower, 1);
  const rabbit = await Rabbit.connect(tower.amqp);
  tower.onClose(() => rabbit.close());
  published = await rabbit.listen("stock.#");
});
afterAll(() => tower.close());

const arrives = (id: string) =>
  eventually(`${id} published`, () => published.some(({ event }) => event.id === id));

test("a running sidecar finds by its sweep what no notification told it", async () => {
  const id = await moveOne(tower, sku);
  await arrives(id);
  const failed = await tower.value<string>(
    "select count(*) from stock_tower_attempt where error is not null or status_code is null",
  );
  expect(Number(failed), "attempts recorded as failed").toBeGreaterThan(0);
});

test("a sidecar that was down finds at its start what happened meanwhile", async () => {
  await tower.sidecar.kill();
  const id = await moveOne(tower, sku);
  await eventually("the event is numbered or waits", () =>
    tower.value("select true from stock_tower_outbox where event_id = $1", [id]),
  );
  expect(published.some(({ event }) => event.id === id)).toBe(false);
  await tower.sidecar.start({ SWEEP_SECONDS: String(SWEEP_SECONDS) });
  await arrives(id);
});
