// An administrator at the connections: what is up, a test, a new secret, another mode.
import { afterAll, beforeAll, expect, test } from "vitest";

import { seriousFindings } from "../support/axe.ts";
import { goodsReceived } from "../support/events.ts";
import { Rabbit } from "../support/rabbit.ts";
import { Screen } from "../support/screen.ts";
import { Tower } from "../support/stack.ts";

let tower: Tower;
let rabbit: Rabbit;
let screen: Screen;

beforeAll(async () => {
  tower = await Tower.open("e2e_connections");
  rabbit = await Rabbit.connect(tower.amqp);
  screen = await Screen.open(tower);
});
afterAll(async () => {
  await rabbit.close();
  await tower.close();
});

test("the sidecar reports, a test comes back, a partner is heard", async () => {
  const { page, problems } = screen;
  await screen.go("connections", "[data-queue='stock.intake']");
  await page.getByText("To the first event").waitFor();
  expect(await page.locator("[data-queue]").count()).toBe(14);
  const sidecar = page.locator('[data-subscription="sidecar"]');
  await sidecar.getByRole("button", { name: "Send a test" }).click();
  await sidecar.getByText(/^Answered 204 in/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  await rabbit.publish("wms.goods_received.DAL", goodsReceived({ sku: "NOT-HERE", quantity: "1" }));
  const partner = page.locator('[data-partner="wms"]');
  await partner.locator('[data-list="exceptions"]', { hasText: "1" }).waitFor();
  await partner.locator('[data-list="received"]').click();
  expect(await screen.rowsOfList()).toBe(1);
  await page.goBack();
  await sidecar.waitFor();
  expect(problems).toEqual([]);
});

test("a new secret is shown once and the old one signs on; dark hinders nobody", async () => {
  const { page, problems } = screen;
  await screen.colours("dark");
  await screen.go("connections", "[data-subscription]");
  expect(await seriousFindings(page)).toEqual([]);
  const sidecar = page.locator('[data-subscription="sidecar"]');
  await sidecar.getByRole("button", { name: "New secret…" }).click();
  await page
    .getByRole("dialog")
    .getByText(/whsec_/)
    .waitFor();
  await page.getByRole("dialog").locator(".btn-close, .btn").first().click();
  await sidecar.getByText("The old secret signs too").waitFor();
  // The sidecar knows the old one only, and is told all the same.
  await sidecar.getByRole("button", { name: "Send a test" }).click();
  await sidecar.getByText(/^Answered 204 in/).waitFor();
  expect(problems).toEqual([]);
});
