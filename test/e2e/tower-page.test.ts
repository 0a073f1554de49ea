// The first look in the morning: how things stand, where the events are, what has changed.
import { afterAll, beforeAll, expect, test } from "vitest";

import { seriousFindings } from "../support/axe.ts";
import { eventuallyEqual } from "../support/eventually.ts";
import { goodsReceived } from "../support/events.ts";
import { plainSkus } from "../support/ledger.ts";
import { Rabbit } from "../support/rabbit.ts";
import { Screen } from "../support/screen.ts";
import { Tower } from "../support/stack.ts";

let tower: Tower;
let rabbit: Rabbit;
let screen: Screen;

beforeAll(async () => {
  tower = await Tower.open("e2e_tower_page");
  rabbit = await Rabbit.connect(tower.amqp);
  screen = await Screen.open(tower);
});
afterAll(async () => {
  await rabbit.close();
  await tower.close();
});

test("the way of the events is seen from the partner to the subscriber", async () => {
  const { page } = screen;
  const [sku = ""] = await plainSkus(tower, 1);
  await screen.go("control-tower", ".o_sct_station");
  const station = (name: string) => page.locator(`[data-station="${name}"]`);
  await station("sidecar").getByRole("button", { name: "1 of 1 up" }).waitFor();
  await station("broker").getByText("connected").waitFor();

  await rabbit.publish("wms.goods_received.DAL", goodsReceived({ sku, quantity: "4" }));
  await station("odoo").getByRole("button", { name: "1 applied" }).waitFor();
  await station("odoo").getByRole("button", { name: "1 applied" }).click();
  expect(await screen.rowsOfList()).toBe(1);
  await page.goBack();
  await station("broker")
    .getByRole("button", { name: /queues/ })
    .click();
  // Six of the topology and a lane for each partition.
  expect(await screen.rowsOfList()).toBe(6 + 8);
});

test("what needs somebody comes first, and leads there by two keys", async () => {
  const { page } = screen;
  await screen.go("control-tower", ".o_sct_station");
  const before = Number(
    await page.locator('[data-tile="exceptions"] .o_sct_tile_value').innerText(),
  );
  await rabbit.publish(
    "wms.goods_received.DAL",
    goodsReceived({ sku: "NOBODY-KNOWS", quantity: "1" }),
  );
  await page.locator(".o_sct_health_text", { hasText: /needs? you/ }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const tile = page.locator('[data-tile="exceptions"] .o_sct_tile_value');
  const told = async () => Number(await tile.innerText());
  const things = before + 1;
  await eventuallyEqual("the tile tells one more", told, things);
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await page.locator(".o_sct_exception", { hasText: "NOBODY-KNOWS" }).waitFor();
  expect(await page.locator(".o_sct_exception").count()).toBe(things);

  // Back after a while: what has changed is told, and each number opens its rows.
  await rabbit.publish(
    "wms.goods_received.DAL",
    goodsReceived({ sku: "NOBODY-EITHER", quantity: "1" }),
  );
  await page.locator(".o_sct_exception", { hasText: "NOBODY-EITHER" }).waitFor();
  await screen.go("control-tower", ".o_sct_since");
  await page.locator('[data-change="exceptions"]').click();
  await page.locator(".o_list_view", { hasText: "NOBODY-EITHER" }).waitFor();
});

test("every figure of the matrix opens as many rows, dark as light", async () => {
  const { page, problems } = screen;
  await screen.colours("dark");
  await screen.go("control-tower", ".o_sct_matrix button");
  expect(await seriousFindings(page)).toEqual([]);
  const figures = page.locator(".o_sct_matrix button");
  for (const index of [0, 1, (await figures.count()) - 1]) {
    await figures.nth(index).waitFor();
    const count = Number((await figures.nth(index).innerText()).replaceAll(",", ""));
    await figures.nth(index).click();
    expect(await screen.rowsOfList()).toBe(count);
    await page.goBack();
  }
  expect(problems).toEqual([]);
});

test("who reads German reads German", async () => {
  const { page, problems } = screen;
  const { admin } = tower;
  const context = { active_test: false };
  const german = await admin.call<number[]>("res.lang", "search", [[["code", "=", "de_DE"]]], {
    context,
  });
  const wizard = await admin.create("base.language.install", { lang_ids: german });
  await admin.call("base.language.install", "lang_install", [[wizard]]);
  await admin.write("res.users", [admin.userId], { lang: "de_DE" });
  await screen.go("control-tower", ".o_sct_tile_value");
  await page.locator('[data-tile="exceptions"]').getByText("Ausnahmen").waitFor();
  await page.getByRole("heading", { name: "Der Weg der Ereignisse" }).waitFor();
  expect(problems).toEqual([]);
});
