// The other way round: a person clicks in Odoo, a stranger's program learns of it.
import { readFileSync, readdirSync } from "node:fs";

import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { HTTP, type CloudEvent } from "cloudevents";
import { afterAll, beforeAll, expect, test } from "vitest";

import { launchBrowser, openPage } from "../support/browser.ts";
import { eventuallyEqual } from "../support/eventually.ts";
import { Foreign } from "../support/foreign.ts";
import type { Json } from "../support/rabbit.ts";
import { ENVIRONMENT, Tower } from "../support/stack.ts";

const CONTRACT = new URL("../../odoo_addons/stock_control_tower/contract/", import.meta.url);

let tower: Tower;

beforeAll(async () => {
  tower = await Tower.open("e2e_click");
});
afterAll(() => tower.close());

test("a receipt validated by clicking reaches a foreign consumer as a CloudEvent of our schema", async () => {
  const consumer = new Foreign(tower);
  await consumer.bind("someone.receipts", "stock.goods_received.#");
  const { id, lines } = await readyReceipt(tower);

  const browser = await launchBrowser(tower.instance.root);
  tower.onClose(() => browser.close());
  const { page, problems } = await openPage(browser, tower.admin);
  await page.goto(`${tower.server.url}/odoo/stock.picking/${id}`);
  await page.locator('.o_statusbar_buttons button[name="button_validate"]').click();
  await eventuallyEqual(
    "receipt done",
    () => tower.value("select state from stock_picking where id = $1", [id]),
    "done",
  );
  expect(problems).toEqual([]);

  const { events } = await consumer.collect("someone.receipts", lines.length);
  expect(events).toHaveLength(lines.length);
  const told = events.map(({ event }) => {
    const parsed = parse(event);
    expect(valid(event)).toEqual([]);
    expect(parsed.type).toBe("org.stockcontroltower.goods_received.v1");
    expect(event.environment).toBe(ENVIRONMENT);
    const [line] = event.data.lines;
    return `${line.item.sku} ${Number(line.quantity)}`;
  });
  expect(told.toSorted()).toEqual(
    lines.map(({ sku, quantity }) => `${sku} ${Number(quantity)}`).toSorted(),
  );
});

/** An open receipt of untracked products, ready to validate. */
async function readyReceipt(
  tower: Tower,
): Promise<{ id: number; lines: { sku: string; quantity: string }[] }> {
  const rows = await tower.sql<{ id: number; sku: string; quantity: string }>(`
    select p.id, product.default_code sku, m.product_uom_qty quantity
      from stock_picking p
      join stock_picking_type t on t.id = p.picking_type_id and t.code = 'incoming'
      join stock_move m on m.picking_id = p.id
      join product_product product on product.id = m.product_id
     where p.state = 'assigned'
       and not exists (
         select from stock_move tracked
           join product_product tp on tp.id = tracked.product_id
           join product_template tt on tt.id = tp.product_tmpl_id
          where tracked.picking_id = p.id and tt.tracking <> 'none')
     order by p.id`);
  const id = rows[0]?.id;
  if (!id) throw new Error("The demo company has no open receipt of untracked products");
  return { id, lines: rows.filter((row) => row.id === id) };
}

/** The official SDK parses and checks it, as its HTTP binding would. */
function parse(event: Json): CloudEvent<Json> {
  const parsed = HTTP.toEvent<Json>({
    headers: { "content-type": "application/cloudevents+json" },
    body: JSON.stringify(event),
  });
  if (Array.isArray(parsed)) throw new Error("a batch where one event was expected");
  const cloudEvent = parsed as CloudEvent<Json>;
  cloudEvent.validate();
  return cloudEvent;
}

const valid = (() => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  const read = (folder: URL) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".schema.json"))
      .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as { $id: string });
  for (const schema of [...read(CONTRACT), ...read(new URL("events/", CONTRACT))])
    ajv.addSchema(schema);
  return (event: Json): unknown[] => {
    const kind = event.data.kind as string;
    const check = ajv.getSchema(
      `https://stockcontroltower.org/contract/v1/events/${kind}.schema.json`,
    );
    if (!check) throw new Error(`The contract has no schema for ${kind}`);
    return check(event) ? [] : (check.errors ?? ["refused"]);
  };
})();
