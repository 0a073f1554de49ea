// A counter in the aisle: a tablet, a scanner, and stock that moves meanwhile.
import { afterAll, beforeAll, expect, test } from "vitest";

import { seriousFindings } from "../support/axe.ts";
import { eventually, eventuallyEqual } from "../support/eventually.ts";
import { goodsReceived } from "../support/events.ts";
import { Rabbit } from "../support/rabbit.ts";
import { Screen } from "../support/screen.ts";
import { Tower } from "../support/stack.ts";

let tower: Tower;
let rabbit: Rabbit;
let screen: Screen;
let shelf: Shelf;

beforeAll(async () => {
  tower = await Tower.open("e2e_floor");
  rabbit = await Rabbit.connect(tower.amqp);
  screen = await Screen.open(tower);
  await screen.page.setViewportSize({ width: 768, height: 1024 });
  shelf = await busiestShelf();
});
afterAll(async () => {
  await rabbit.close();
  await tower.close();
});

test("the dock sees its exceptions, and each number is the list behind it", async () => {
  const { page, problems } = screen;
  await screen.go("tower-floor", "[data-tile]");
  await page.getByLabel("Warehouse").selectOption({ label: "Dallas" });
  for (const sku of ["NOT-HERE-1", "NOT-HERE-2"]) {
    await rabbit.publish("wms.goods_received.DAL", goodsReceived({ sku, quantity: "1" }));
  }
  await rabbit.publish(
    "wms.goods_received.RNO",
    goodsReceived({ sku: "NOT-HERE-3", quantity: "1", warehouse: "RNO" }),
  );
  // They come in while the page is open.
  await page.locator('[data-tile="receiving"]', { hasText: "2" }).waitFor();
  await expectUsable();
  await page.locator('[data-tile="receiving"]').click();
  await page.getByText("No product has the internal reference 'NOT-HERE-1'.").waitFor();
  expect(await page.locator("[data-exception]").count()).toBe(2);
  expect(page.url()).toMatch(/tower-floor\?view=receiving&warehouse=\d+$/);
  await expectUsable();

  await page.locator("[data-exception]", { hasText: "NOT-HERE-1" }).click();
  await page.getByRole("article", { name: /Unknown item: NOT-HERE-1/ }).waitFor();
  await page.goBack();
  await page.locator("[data-exception]").first().waitFor();
  await page.goBack();
  await page.locator('[data-tile="picking"]', { hasText: "0" }).click();
  await page.getByText("Nothing stands in the way of picking in Dallas").waitFor();
  expect(problems).toEqual([]);
});

test("a place is scanned, counted without the pointer, and Odoo's stock follows", async () => {
  const { page, problems } = screen;
  await screen.go("tower-floor", "[data-tile]");
  await scan(shelf.barcode);
  await page.getByRole("heading", { name: shelf.name }).waitFor();
  expect(page.url()).toMatch(new RegExp(`/tower-floor/${shelf.id}\\?view=count`));
  await expectUsable();

  const field = page.getByRole("textbox", { name: shelf.product, exact: true });
  await field.focus();
  await page.keyboard.type(String(shelf.quantity - 2));
  await page.keyboard.press("Enter");
  await page.locator(":focus", { hasText: `Post ${shelf.quantity - 2}: 2 missing` }).waitFor();
  await page.keyboard.press("Enter");
  const said = page.getByRole("status").filter({ hasText: "Posted: Odoo has" });
  await said.waitFor();
  expect(await onShelf()).toBe(shelf.quantity - 2);
  const events = () =>
    tower.value<string>(
      `select count(*) from stock_tower_outbox
        where kind = 'cycle_count_posted' and product_id = $1 and location_id = $2`,
      [shelf.productId, shelf.id],
    );
  expect(await events()).toBe("1");

  await scan("NO-SUCH-CODE");
  await page.getByText("“NO-SUCH-CODE” is no place, item, lot or package in Dallas").waitFor();
  expect(problems).toEqual([]);
});

test("what moves while somebody counts is not overwritten, and nothing begun is lost", async () => {
  const { page, problems } = screen;
  await screen.go(`tower-floor/${shelf.id}?view=count`, "[data-line]");
  const before = await onShelf();
  const line = page.locator("[data-line]", { hasText: shelf.sku }).first();
  for (let scanned = 1; scanned <= 3; scanned++) await scan(shelf.sku);
  await page.getByText(`3 counted, ${before} expected`).waitFor();
  // A tablet that goes to sleep and a page that is opened again.
  await page.reload();
  await line.waitFor();
  await eventuallyEqual("what was begun", () => line.getByRole("textbox").inputValue(), "3");

  await rabbit.publish(
    "wms.goods_received.DAL",
    goodsReceived({ sku: shelf.sku, quantity: "5", bin: shelf.barcode }),
  );
  // It is said before anybody posts; and who is faster is told by Odoo.
  await line.getByText("Moved meanwhile").waitFor();
  expect(await onShelf()).toBe(before + 5);
  await expectUsable();
  await line.getByRole("button", { name: /^Count anew/ }).click();
  await line.getByRole("button", { name: new RegExp(`^${before + 5} is right`) }).waitFor();

  await page.route("**/stock.tower.floor/place*", (route) => route.abort());
  await line.getByRole("button", { name: /^−1/ }).click();
  await rabbit.publish(
    "wms.goods_received.DAL",
    goodsReceived({ sku: shelf.sku, quantity: "1", bin: shelf.barcode }),
  );
  await eventually("received", async () => (await onShelf()) === before + 6);
  await line.getByRole("button", { name: /^Post/ }).click();
  await page.getByText(/Not posted: .* Odoo has \d+ now/).waitFor();
  expect(await onShelf()).toBe(before + 6);
  await page.unroute("**/stock.tower.floor/place*");
  expect(problems.filter((one) => !one.includes("ERR_FAILED"))).toEqual([]);
});

test("dark, and on a phone, it is as usable", async () => {
  const { page } = screen;
  await screen.colours("dark");
  await page.setViewportSize({ width: 360, height: 740 });
  await screen.go("tower-floor", '[data-tile="receiving"]');
  await expectUsable();
  await page.locator('[data-tile="receiving"]').click();
  await page.locator("[data-exception]").first().waitFor();
  await expectUsable();
  await scan(shelf.barcode);
  await page.locator("[data-line]").first().waitFor();
  await scan(shelf.sku);
  await page.getByRole("status").filter({ hasText: "counted" }).waitFor();
  await expectUsable();
});

/** A scanner is a keyboard that is fast, and nothing needs to be focused. */
async function scan(code: string): Promise<void> {
  await screen.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await screen.page.keyboard.type(code);
  await screen.page.keyboard.press("Enter");
}

/** No serious finding of axe, nothing to press below 48 px, no scrolling sideways. */
async function expectUsable(): Promise<void> {
  const { page } = screen;
  expect(await seriousFindings(page)).toEqual([]);
  const content = page.locator(".o_sct_floor_page .o_content");
  expect(await content.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  const sizes = await content.locator("button, a, input, select").evaluateAll((all) =>
    all
      .map((one) => ({ box: one.getBoundingClientRect(), text: one.outerHTML.slice(0, 80) }))
      .filter(({ box }) => Math.min(box.width, box.height) < 48)
      .map(({ text }) => text),
  );
  expect(sizes).toEqual([]);
}

interface Shelf {
  id: number;
  name: string;
  barcode: string;
  productId: number;
  product: string;
  sku: string;
  quantity: number;
}

/** A place in Dallas with goods that are counted in pieces. */
async function busiestShelf(): Promise<Shelf> {
  const [found] = await tower.sql<Shelf>(
    `select l.id, l.complete_name as name, l.barcode, p.id as "productId",
            t.name->>'en_US' as product, p.default_code as sku, q.quantity::float as quantity
       from stock_quant q
       join stock_location l on l.id = q.location_id and l.barcode is not null
       join stock_warehouse w on w.id = l.warehouse_id and w.code = 'DAL'
       join product_product p on p.id = q.product_id and p.default_code is not null
       join product_template t on t.id = p.product_tmpl_id and t.tracking = 'none'
       join uom_uom u on u.id = t.uom_id and u.unece_code = 'C62'
      where q.quantity > 10 and q.package_id is null and q.owner_id is null
      order by l.id, p.id limit 1`,
  );
  if (!found) throw new Error("the demo company has no goods on a shelf in Dallas");
  return found;
}

async function onShelf(): Promise<number> {
  const total = await tower.value<string>(
    "select sum(quantity) from stock_quant where product_id = $1 and location_id = $2",
    [shelf.productId, shelf.id],
  );
  return Number(total);
}
