// A figure doubted, looked into, followed to its past, sent on as a link and as a file.
import { afterAll, beforeAll, expect, test } from "vitest";

import { seriousFindings } from "../support/axe.ts";
import { eventually, eventuallyEqual } from "../support/eventually.ts";
import { plainSkus } from "../support/ledger.ts";
import { countQuants } from "../support/odoo-moves.ts";
import { StockTruthPage } from "../support/stock-truth-page.ts";
import { Tower } from "../support/stack.ts";

let tower: Tower;
let truth: StockTruthPage;
let sku: string;
let quant: { id: number; code: string; quantity: string };

beforeAll(async () => {
  tower = await Tower.open("e2e_truth", { sidecar: false });
  [sku = ""] = await plainSkus(tower, 1);
  [quant = { id: 0, code: "", quantity: "" }] = await tower.sql(
    `select q.id, w.code, q.quantity from stock_quant q
       join stock_location l on l.id = q.location_id and l.usage = 'internal'
       join stock_warehouse w on w.id = l.warehouse_id
       join product_product p on p.id = q.product_id
      where p.default_code = $1 order by q.id limit 1`,
    [sku],
  );
  truth = await StockTruthPage.open(tower);
});
afterAll(() => tower.close());

test("search, a live change, the ledger behind it, and the same by link", async () => {
  await truth.search(sku);
  const onHand = truth.figure(sku, quant.code, "on_hand");
  const before = Number(await onHand.innerText());
  await countQuants(tower, [quant.id], Number(quant.quantity) + 5);
  await eventuallyEqual("shown live", async () => Number(await onHand.innerText()), before + 5);

  await truth.row(sku, quant.code).locator(".o_sct_truth_name").click();
  const newest = truth.panel.locator(".o_sct_ledger > li").first();
  await newest.waitFor();
  expect(await newest.innerText()).toContain("5 more than recorded");
  expect(await newest.locator(".o_sct_ledger_context").innerText()).toContain(
    `On hand after: ${before + 5}`,
  );
  await truth.panel.getByRole("tab", { name: "Where" }).click();
  await truth.panel.locator(".o_sct_places").waitFor();
  const link = truth.link;
  await truth.page.goBack();
  await truth.panel.locator(".o_sct_ledger").waitFor();

  await truth.goTo(link);
  await truth.panel.locator(".o_sct_places").waitFor();
  expect(await truth.page.locator(".o_facet_value").innerText()).toBe(sku);
  expect(await onHand.innerText()).toBe(String(before + 5));
});

test("a figure opens the rows it is the sum of; back leads to the same list", async () => {
  const figure = truth.figure(sku, quant.code, "on_hand");
  const shown = Number(await figure.innerText());
  await figure.locator("button").click();
  const rows = truth.page.locator(".o_list_view .o_data_row td[name=on_hand]");
  await rows.first().waitFor();
  const sum = (await rows.allInnerTexts()).reduce((total, text) => total + Number(text), 0);
  expect(sum).toBe(shown);
  await truth.page.goBack();
  await truth.row(sku, quant.code).waitFor();
  expect(await truth.page.locator(".o_facet_value").innerText()).toBe(sku);
});

test("as of a moment, the list is what it was", async () => {
  const shown = Number(await truth.figure(sku, quant.code, "on_hand").innerText());
  await eventually(
    "numbered",
    async () =>
      (await tower.value("select count(*) from stock_tower_outbox where sequence is null")) === "0",
  );
  await tower.sql("update stock_tower_outbox set numbered_at = numbered_at - interval '2 days'");
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  await countQuants(tower, [quant.id], Number(quant.quantity) + 100);
  await eventuallyEqual(
    "the list is live",
    () => truth.figure(sku, quant.code, "on_hand").innerText(),
    String(shown + 95),
  );
  await truth.goTo(`stock-truth?as_of=${yesterday}`);
  await truth.search(sku);
  expect(await truth.figure(sku, quant.code, "on_hand").innerText()).toBe(String(shown));
  expect(await truth.figure(sku, quant.code, "promised").innerText()).toBe("–");
  await truth.page.getByRole("button", { name: "Now" }).click();
  await eventuallyEqual(
    "now again",
    () => truth.figure(sku, quant.code, "on_hand").innerText(),
    String(shown + 95),
  );
});

test("the file has exactly the rows of the list", async () => {
  await truth.goTo("stock-truth");
  const count = await truth.count();
  await truth.page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    truth.page.waitForEvent("download"),
    truth.page.getByRole("menuitem", { name: /CSV/ }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString("utf8").trimEnd().split("\r\n");
  expect(lines.length - 1).toBe(count);
});

test("keyboard alone: into the list, into a product, out again", async () => {
  const { page } = truth;
  await truth.goTo("stock-truth");
  const table = page.locator(".o_sct_truth_grid table");
  await page.keyboard.press("Escape");
  await table.focus();
  await page.keyboard.press("/");
  await page.keyboard.press("ArrowDown");
  await eventually("the list has the focus", () =>
    table.evaluate((element) => element === document.activeElement),
  );
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await truth.panel.waitFor();
  await page.keyboard.press("Escape");
  await truth.panel.waitFor({ state: "detached" });
  await page.keyboard.press("End");
  const last = `o_sct_cell_${(await truth.count()) - 1}_0`;
  await eventuallyEqual("at the end", () => table.getAttribute("aria-activedescendant"), last);
});

test.each(["light", "dark"] as const)("nobody is stopped by it, %s", async (scheme) => {
  const { page } = truth;
  await page.context().addCookies([{ name: "color_scheme", value: scheme, url: tower.server.url }]);
  await truth.goTo("stock-truth");
  await page.locator(".o_sct_truth_row .o_sct_product").first().click();
  await truth.panel.locator(".o_sct_ledger").waitFor();
  expect(await seriousFindings(page, ".o_sct_truth .o_content")).toEqual([]);
});

test("no error was written to the console", () => {
  expect(truth.screen.problems).toEqual([]);
});
