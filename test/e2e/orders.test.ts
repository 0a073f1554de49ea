// Where Purchase and Sales are installed, their orders travel along; the addon needs neither.
import { afterAll, beforeAll, expect, test } from "vitest";

import { eventually } from "../support/eventually.ts";
import type { Json } from "../support/rabbit.ts";
import { plainSkus } from "../support/ledger.ts";
import { Odoo } from "../support/odoo.ts";
import { Tower } from "../support/stack.ts";

const MINUTE = 60_000;

let tower: Tower;
let admin: Odoo;
let product: number;

beforeAll(async () => {
  tower = await Tower.open("orders", { sidecar: false });
  await tower.server.stop();
  const { code, stderr } = await tower.instance.odoo(
    [...["-d", tower.db, "-i", "purchase_stock,sale_stock"], ...["--stop-after-init", "--no-http"]],
    { timeoutMs: 4 * MINUTE },
  );
  expect(code, stderr.slice(-2000)).toBe(0);
  const server = await tower.instance.startOdoo({ db: tower.db });
  tower.onClose(() => server.stop());
  admin = await Odoo.signIn(server.url, tower.db);
  const [sku] = await plainSkus(tower, 1);
  [product = 0] = await admin.search("product.product", [["default_code", "=", sku]]);
}, 5 * MINUTE);
afterAll(async () => tower?.close());

test("a receipt names its purchase order, a dispatch its sales order", async () => {
  const partner = await admin.create("res.partner", { name: "Orders Ltd" });
  const line = { product_id: product, price_unit: 1 };
  const purchase = await admin.create("purchase.order", {
    partner_id: partner,
    order_line: [[0, 0, { ...line, product_qty: 4 }]],
  });
  await admin.call("purchase.order", "button_confirm", [[purchase]]);
  const sale = await admin.create("sale.order", {
    partner_id: partner,
    order_line: [[0, 0, { ...line, product_uom_qty: 2 }]],
  });
  await admin.call("sale.order", "action_confirm", [[sale]]);

  expect(await transfer("purchase.order", purchase)).toMatchObject({
    kind: "goods_received",
    order: "po",
  });
  expect(await transfer("sale.order", sale)).toMatchObject({
    kind: "shipment_dispatched",
    order: "so",
  });
});

/** Validates the order's transfer; gives its event and the type under which it names the order. */
async function transfer(model: string, id: number): Promise<{ kind?: string; order?: string }> {
  const [order] = await admin.read<{ name: string; picking_ids: number[] }>(
    model,
    [id],
    ["name", "picking_ids"],
  );
  const [picking = 0] = order?.picking_ids ?? [];
  const moves = await admin.search("stock.move", [["picking_id", "=", picking]]);
  await admin.write("stock.move", moves, { picked: true });
  await admin.call("stock.picking", "button_validate", [[picking]]);
  const [event] = await eventually("the transfer's event", async () => {
    const rows = await tower.sql<{ kind: string; data: Json }>(
      `select kind, data from stock_tower_outbox
        where picking_id = $1 and kind <> 'reservation_changed' order by id`,
      [picking],
    );
    return rows.length > 0 ? rows : null;
  });
  const references = (event?.data as { references?: { type: string; id: string }[] }).references;
  const named = references?.find(({ type, id }) => id === order?.name && type !== "origin");
  return { ...(event && { kind: event.kind }), ...(named && { order: named.type }) };
}
