// Somebody asks what became of a delivery notice: seen as it comes in, and followed to stock.
import { afterAll, beforeAll, expect, test } from "vitest";

import { seriousFindings } from "../support/axe.ts";
import { eventually, eventuallyEqual } from "../support/eventually.ts";
import { goodsReceived } from "../support/events.ts";
import { plainSkus } from "../support/ledger.ts";
import { Rabbit } from "../support/rabbit.ts";
import { Screen } from "../support/screen.ts";
import { Tower } from "../support/stack.ts";

let tower: Tower;
let rabbit: Rabbit;
let screen: Screen;
let sku: string;

beforeAll(async () => {
  tower = await Tower.open("e2e_events_page");
  [sku = ""] = await plainSkus(tower, 1);
  rabbit = await Rabbit.connect(tower.amqp);
  screen = await Screen.open(tower);
});
afterAll(async () => {
  await rabbit.close();
  await tower.close();
});

const rows = () => screen.page.locator(".o_sct_trail_row[data-event]");
const panel = () => screen.page.locator(".o_sct_panel");

test("what a partner sends appears live, with what it did", async () => {
  await screen.go("tower-events", ".o_sct_trail_row[data-event]");
  await screen.page.mouse.move(5, 5);
  await rabbit.publish("wms.goods_received.DAL", goodsReceived({ sku, quantity: "7" }));
  const sent = rows().filter({ hasText: "wms sent a receipt: 7 ×" });
  await sent.waitFor();
  expect(await sent.locator(".o_sct_outcome").innerText()).toBe("Applied");
  expect(await rows().filter({ hasText: "Received 7 ×" }).count()).toBe(1);

  await sent.click();
  const changed = panel().locator(".o_sct_effect .o_sct_changed td");
  await changed.first().waitFor();
  const [before = "", after = ""] = await changed.allInnerTexts();
  expect(parseFloat(after) - parseFloat(before)).toBe(7);
  await panel().getByRole("tab", { name: "Payload" }).click();
  expect(await panel().locator("pre").innerText()).toContain('"specversion"');
  await panel().getByRole("button", { name: "Compared" }).click();
  await panel().locator('[data-sign="same"]').first().waitFor();
  await panel().getByRole("tab", { name: "Trace" }).click();
  await panel().getByText("Odoo received it").waitFor();

  // The same by link, and back again.
  const link = screen.page.url();
  await panel().getByRole("button", { name: "Odoo recorded the receipt" }).click();
  await eventually("another event", () => Promise.resolve(screen.page.url() !== link));
  await screen.page.goBack();
  await panel().getByText("Odoo received it").waitFor();
  expect(screen.page.url()).toBe(link);
});

test("a document is one click away, and back is back", async () => {
  await panel().getByRole("tab", { name: "What it did" }).click();
  await panel().getByRole("button", { name: /IN/ }).first().click();
  await screen.page.locator(".o_form_view").waitFor();
  await screen.page.goBack();
  await panel().locator(".o_sct_effect").first().waitFor();
});

test("read, the list stands still: what is new waits to be shown", async () => {
  await screen.page.keyboard.press("Escape");
  await rows().nth(3).hover();
  const top = await rows().first().getAttribute("data-event");
  for (const quantity of ["1", "2"]) {
    await rabbit.publish("wms.goods_received.DAL", goodsReceived({ sku, quantity }));
  }
  const banner = screen.page.locator(".o_sct_trail_banner");
  await eventuallyEqual("the banner", () => banner.innerText(), "4 new, show");
  expect(await rows().first().getAttribute("data-event")).toBe(top);
  await banner.click();
  await rows().filter({ hasText: "Received 2 ×" }).waitFor();
});

test("a refusal says why on its line, and a filter finds it", async () => {
  await screen.page.mouse.move(5, 5);
  await rabbit.publish("wms.goods_received.DAL", goodsReceived({ sku: "NO-SUCH", quantity: "1" }));
  await rows()
    .filter({ hasText: "No product has the internal reference 'NO-SUCH'" })
    .first()
    .waitFor();
  const search = JSON.stringify([{ t: "filter", n: "trouble" }]);
  await screen.go(
    `tower-events?search=${encodeURIComponent(search)}`,
    ".o_sct_trail_row[data-event]",
  );
  const outcomes = await rows().locator(".o_sct_outcome").allInnerTexts();
  expect([...new Set(outcomes)]).toEqual(["Refused"]);
});

test("a view is kept for everybody and comes back", async () => {
  const { page } = screen;
  await page.locator(".o_searchview_dropdown_toggler").click();
  await page.getByRole("button", { name: "Save current search" }).click();
  await page
    .locator(".o_add_favorite input[type=text], .o_favorite_menu input[type=text]")
    .first()
    .fill("Trouble");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await eventually(
    "kept",
    async () =>
      (await tower.value(
        "select count(*) from ir_filters where model_id = 'stock.tower.trail'",
      )) === "1",
  );
  await screen.go("tower-events?search=[]", ".o_sct_trail_row[data-event]");
  await page.locator(".o_searchview_dropdown_toggler").click();
  await page.locator(".o_favorite_menu").getByText("Trouble").click();
  await page.locator(".o_facet_value", { hasText: "Trouble" }).waitFor();
});

test.each(["light", "dark"] as const)("nobody is stopped by it, %s", async (scheme) => {
  await screen.colours(scheme);
  await screen.go("tower-events?search=[]", ".o_sct_trail_row[data-event]");
  await rows().first().click();
  await panel().getByRole("tab", { name: "Trace" }).waitFor();
  expect(await seriousFindings(screen.page, ".o_stock_control_tower .o_content")).toEqual([]);
});

test("no error was written to the console", () => {
  expect(screen.problems).toEqual([]);
});
