// A warehouse manager's morning: something is refused, found, understood, put right.
import { afterAll, beforeAll, expect, test } from "vitest";

import { seriousFindings } from "../support/axe.ts";
import { eventuallyEqual } from "../support/eventually.ts";
import { goodsReceived } from "../support/events.ts";
import { onHand, plainSkus } from "../support/ledger.ts";
import { Rabbit } from "../support/rabbit.ts";
import { Screen } from "../support/screen.ts";
import { Tower } from "../support/stack.ts";

/** A page that is kept open is usable again within this; the machine is shared. */
const USABLE_MS = 1_000;

let tower: Tower;
let rabbit: Rabbit;
let screen: Screen;

beforeAll(async () => {
  tower = await Tower.open("e2e_exceptions_page");
  rabbit = await Rabbit.connect(tower.amqp);
  screen = await Screen.open(tower);
});
afterAll(async () => {
  await rabbit.close();
  await tower.close();
});

test("from an empty inbox to stock put right, without the pointer", async () => {
  const { page, problems } = screen;
  const [sku = ""] = await plainSkus(tower, 1);
  const before = await onHand(tower, sku);
  await screen.go("exceptions?search=NOT-YET", "text=Nothing matches");

  // It comes in while the page is open.
  for (const quantity of ["4", "5", "6"]) {
    await rabbit.publish("wms.goods_received.DAL", goodsReceived({ sku: "NOT-YET", quantity }));
  }
  const row = page.locator(".o_sct_exception", { hasText: "NOT-YET" });
  await row.getByRole("button", { name: "3 events" }).waitFor();

  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("article", { name: /Unknown item: NOT-YET/ });
  await panel.getByText("No product has the internal reference 'NOT-YET'.").waitFor();
  expect(page.url()).toMatch(/\/odoo\/exceptions\/\d+\?search=NOT-YET$/);
  expect(await seriousFindings(page)).toEqual([]);

  // A number is a link, and back is back.
  await panel.getByRole("button", { name: "3 events" }).click();
  expect(await screen.rowsOfList()).toBe(3);
  await page.goBack();
  await panel.waitFor();

  // The remedy is offered filled in.
  await page.keyboard.press("f");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Product", { exact: true }).fill(sku);
  await page.locator(".o-autocomplete--dropdown-item", { hasText: sku }).first().click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });

  // Nothing is done before it was shown.
  await page.keyboard.press("r");
  await page.getByRole("heading", { name: "Retry 3 events?" }).waitFor();
  await page.locator('[data-counted="plan"]').getByText("3 Applied").waitFor();
  const then = page.locator(".o_sct_bulk tbody tr td").last();
  expect(Number((await then.innerText()).replaceAll(",", ""))).toBeGreaterThanOrEqual(15);
  expect(await onHand(tower, sku)).toBe(before);
  await page.getByRole("button", { name: "Retry now" }).press("Enter");
  await page.locator('[data-bulk="done"]').getByText("As planned.").waitFor();
  expect(await onHand(tower, sku)).toBe(before + 15);
  await page.keyboard.press("Escape");
  await panel.getByText("Resolved", { exact: true }).waitFor();
  expect(problems).toEqual([]);
});

test("discarded for a reason, and taken back", async () => {
  const { page } = screen;
  await rabbit.publish(
    "wms.goods_received.DAL",
    goodsReceived({ sku: "BY-MISTAKE", quantity: "1" }),
  );
  const state = () =>
    tower.value("select state from stock_tower_inbox where subject = 'BY-MISTAKE'");
  await screen.go("exceptions?search=BY-MISTAKE", ".o_sct_exception");
  await page.keyboard.press("*");
  await page.keyboard.press("d");
  await page.getByLabel("Why (kept with each event)").fill("sent to the wrong system");
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await page.locator('[data-bulk="done"]').waitFor();
  expect(await state()).toBe("discarded");
  await page.getByRole("button", { name: "Take it back…" }).click();
  await page.getByRole("button", { name: "Take up" }).click();
  await eventuallyEqual("open again", state, "refused");
});

test("dark as in light nothing hinders anybody, and it opens at once", async () => {
  const { page, problems } = screen;
  await screen.colours("dark");
  await screen.go("exceptions", ".o_sct_exception");
  expect(await seriousFindings(page)).toEqual([]);
  await page.locator(".o_sct_exception_name").first().click();
  await page.locator("[data-detail]").waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  await screen.colours("light");
  await screen.go("control-tower", ".o_sct_tile");
  const opened = await page.evaluate(async () => {
    const begun = performance.now();
    const { odoo } = globalThis as unknown as { odoo: OdooGlobal };
    await odoo.__WOWL_DEBUG__.root.env.services.action.doAction("stock_control_tower.exceptions", {
      additionalContext: {},
    });
    const tabs = () => document.querySelector('[data-tab="todo"] .o_sct_tab_count');
    while (!tabs()) await new Promise(requestAnimationFrame);
    return performance.now() - begun;
  });
  expect(opened).toBeLessThan(USABLE_MS);
  expect(problems).toEqual([]);
});

interface OdooGlobal {
  __WOWL_DEBUG__: {
    root: {
      env: { services: { action: { doAction(tag: string, options: object): Promise<void> } } };
    };
  };
}
