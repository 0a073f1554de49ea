// A new partner speaks for a while before anybody lets its word count.
import { afterAll, beforeAll, expect, test } from "vitest";

import { launchBrowser, openPage } from "../support/browser.ts";
import { eventuallyEqual } from "../support/eventually.ts";
import { goodsReceived } from "../support/events.ts";
import { Foreign } from "../support/foreign.ts";
import { onHand, plainSkus } from "../support/ledger.ts";
import { Tower } from "../support/stack.ts";

const KEY = "wms.goods_received.DAL";

let tower: Tower;
let sku: string;

beforeAll(async () => {
  tower = await Tower.open("e2e_shadow");
  [sku = ""] = await plainSkus(tower, 1);
});
afterAll(() => tower.close());

test("in shadow an event is answered and moves nothing; a manager switches it live", async () => {
  const [flow = 0] = await tower.admin.search("stock.tower.flow", [
    ["partner_id.code", "=", "wms"],
  ]);
  await tower.admin.call("stock.tower.flow", "action_set_mode", [[flow], "shadow", "to look at"]);
  const partner = new Foreign(tower);
  await partner.bind("partner.outcomes", "stock.event_outcome.wms.*");
  const before = await onHand(tower, sku);
  const report = async () => {
    await partner.publish([
      { key: KEY, body: JSON.stringify(goodsReceived({ sku, quantity: "7" })) },
    ]);
    const { events } = await partner.collect("partner.outcomes", 1);
    const { outcome, code } = events[0]?.event.data ?? {};
    return { outcome, code };
  };

  expect(await report()).toEqual({ outcome: "recorded", code: "mode_shadow" });
  expect(await onHand(tower, sku)).toBe(before);

  const browser = await launchBrowser(tower.instance.root);
  tower.onClose(() => browser.close());
  const { page, problems } = await openPage(browser, tower.admin);
  await page.goto(`${tower.server.url}/odoo/control-tower`);
  await page.getByText("Recorded receipt from wms without effect").waitFor();
  await page.goto(`${tower.server.url}/odoo/stock.tower.flow/${flow}`);
  await page.getByRole("button", { name: "Switch mode" }).click();
  await page.locator(".modal [name=reason] input").fill("seen enough");
  await page.locator(".modal").getByRole("button", { name: "Switch", exact: true }).click();
  await eventuallyEqual(
    "live",
    () => tower.value("select mode from stock_tower_flow where id = $1", [flow]),
    "live",
  );
  expect(problems).toEqual([]);

  expect(await report()).toEqual({ outcome: "applied", code: undefined });
  expect(await onHand(tower, sku)).toBe(before + 7);
  const [log] = await tower.sql(
    "select mode_from, mode_to, reason from stock_tower_flow_log where flow_id = $1 order by id desc limit 1",
    [flow],
  );
  expect(log).toEqual({ mode_from: "shadow", mode_to: "live", reason: "seen enough" });
});
