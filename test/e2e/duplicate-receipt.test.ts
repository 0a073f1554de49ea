// A partner's retry is the most common fault of all: the same message again, and again.
import { afterAll, beforeAll, expect, test } from "vitest";

import { eventuallyEqual } from "../support/eventually.ts";
import { goodsReceived } from "../support/events.ts";
import { Foreign } from "../support/foreign.ts";
import { inboxCounts, onHand, plainSkus } from "../support/ledger.ts";
import { Tower } from "../support/stack.ts";
import { TowerPage } from "../support/tower-page.ts";

const KEY = "wms.goods_received.DAL";
const PROMISED_MS = 2000;

let tower: Tower;
let sku: string;

beforeAll(async () => {
  tower = await Tower.open("e2e_duplicate");
  [sku = ""] = await plainSkus(tower, 1);
});
afterAll(() => tower.close());

test("one receipt told eleven times raises stock once, and the tower shows it within 2 s", async () => {
  const partner = new Foreign(tower);
  await partner.bind("partner.outcomes", "stock.event_outcome.wms.*");
  const before = await onHand(tower, sku);
  const page = await TowerPage.open(tower, sku);
  const shown = Number((await page.figure(sku)).replaceAll(",", ""));
  const old = await page.page.locator(`tr[data-product="${sku}"]`).screenshot();

  const body = JSON.stringify(goodsReceived({ sku, quantity: "24" }));
  const left = await partner.publish([{ key: KEY, body }]);
  const drawn = await page.showsFigure(sku, (shown + 24).toLocaleString("en-US"), 10_000);
  expect(drawn - left).toBeLessThan(PROMISED_MS);
  const fresh = await page.page.locator(`tr[data-product="${sku}"]`).screenshot();
  expect(fresh.equals(old), "the row's pixels changed").toBe(false);

  await partner.publish(Array.from({ length: 10 }, () => ({ key: KEY, body })));
  await eventuallyEqual(
    "10 repeats counted",
    () => inboxCounts(tower).then((c) => c.duplicates),
    10,
  );
  const { events, left: unread } = await partner.collect("partner.outcomes", 11);
  expect(events.map(({ event }) => event.data.outcome).toSorted()).toEqual([
    "applied",
    ...Array<string>(10).fill("duplicate"),
  ]);
  expect(unread, "outcomes beyond the eleven").toBe(0);
  expect(await onHand(tower, sku)).toBe(before + 24);
  expect(await inboxCounts(tower)).toMatchObject({ applied: 1, refused: 0, conflict: 0 });
  expect(await page.figure(sku)).toBe((shown + 24).toLocaleString("en-US"));
  expect(page.problems).toEqual([]);
});
