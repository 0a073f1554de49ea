// Refused, mended and tried again; then published once more for a consumer that lost it.
import { afterAll, beforeAll, expect, test } from "vitest";

import { eventually, eventuallyEqual } from "../support/eventually.ts";
import { goodsReceived } from "../support/events.ts";
import { onHand, plainSkus } from "../support/ledger.ts";
import { Rabbit, type Received } from "../support/rabbit.ts";
import { Tower } from "../support/stack.ts";

let tower: Tower;
let rabbit: Rabbit;

beforeAll(async () => {
  tower = await Tower.open("e2e_exceptions");
  rabbit = await Rabbit.connect(tower.amqp);
});
afterAll(async () => {
  await rabbit.close();
  await tower.close();
});

test("from a refusal to its exception, the remedy, the new answer and a replay", async () => {
  const [sku = ""] = await plainSkus(tower, 1);
  const before = await onHand(tower, sku);
  const heard = await rabbit.listen("stock.#");
  const outcomes = (): unknown[] =>
    heard
      .filter(({ event }) => event.data.kind === "event_outcome")
      .map(({ event }) => event.data.outcome);

  const events = [1, 2, 3].map(() => goodsReceived({ sku: "NOT-YET", quantity: "4" }));
  for (const event of events) await rabbit.publish("wms.goods_received.DAL", event);
  await eventuallyEqual("refused", () => outcomes().join(), "refused,refused,refused");

  // Odoo's own cron groups them: nobody asks for it here.
  const exception = await eventually("one exception with three open events", async () => {
    const [row] = await tower.sql(
      "select id, state, open_count from stock_tower_exception where thing = 'NOT-YET'",
      [],
    );
    return row?.open_count === 3 && row;
  });
  const [product = 0] = await tower.admin.search("product.product", [["default_code", "=", sku]]);
  const [partner = 0] = await tower.admin.search("stock.tower.partner", [["code", "=", "wms"]]);
  await tower.admin.create("stock.tower.item.mapping", {
    partner_id: partner,
    external_sku: "NOT-YET",
    product_id: product,
  });
  const { res_id: bulk } = await tower.admin.call<{ res_id: number }>(
    "stock.tower.exception",
    "action_retry",
    [[exception.id]],
  );
  const state = () => tower.value("select state from stock_tower_bulk where id = $1", [bulk]);
  expect(await state()).toBe("planned");
  expect(await onHand(tower, sku)).toBe(before);
  await tower.admin.call("stock.tower.bulk", "action_start", [[bulk]]);
  await eventuallyEqual("the bulk action is done", state, "done");
  expect(await onHand(tower, sku)).toBe(before + 12);
  await eventuallyEqual(
    "the partner hears of it",
    () => outcomes().slice(3).join(),
    "applied,applied,applied",
  );
  expect(
    await tower.value("select state from stock_tower_exception where id = $1", [exception.id]),
  ).toBe("resolved");

  const receipts = (which: (one: Received) => boolean): string[] =>
    heard
      .filter((one) => one.event.data.kind === "goods_received" && which(one))
      .map(({ event }) => event.id);
  await eventuallyEqual("three receipts", () => receipts(() => true).length, 3);
  const first = receipts(() => true);
  const replay = await tower.admin.create("stock.tower.replay", {
    reason: "the test lost them",
    kinds: "goods_received",
    from_sequence: Number(heard[0]?.event.sequence),
  });
  await tower.admin.call("stock.tower.replay", "action_queue", [[replay]]);
  const again = () =>
    receipts(({ properties }) => properties.headers?.["sct-replay"] === String(replay));
  await eventuallyEqual("published again", () => again().length, 3);
  expect(again()).toEqual(first);
  await eventuallyEqual(
    "counted",
    () => tower.value("select published_count from stock_tower_replay where id = $1", [replay]),
    3,
  );
});
