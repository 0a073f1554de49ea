// Who leaves keeps a working Odoo: nothing of ours is left in the database, and stock still moves.
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inject } from "vitest";

import { connectInstance, type Instance } from "../../docker/lib/instance.mjs";
import { Odoo } from "../support/odoo.ts";

const DB = "e2e_uninstall";

let instance: Instance;
let pool: pg.Pool;

beforeAll(async () => {
  instance = await connectInstance(inject("instanceState"));
  await instance.createDatabase(DB, { template: "tower" });
  pool = new pg.Pool({ host: instance.pgSocketDir, user: "odoo", database: DB, max: 2 });
  pool.on("error", () => {});
});
afterAll(async () => {
  await pool?.end();
  await instance?.dropDatabase(DB);
  await instance?.close();
});

test("uninstalling leaves no trace and an Odoo that works", { timeout: 240_000 }, async () => {
  const before = await quants();
  const { code, stderr } = await instance.odoo(
    ["module uninstall", "-d", DB, "stock_control_tower_demo", "stock_control_tower"],
    { timeoutMs: 180_000 },
  );
  expect(code, stderr.slice(-3000)).toBe(0);
  expect(stderr).not.toMatch(/ (ERROR|CRITICAL) /);

  expect(await names("select relname from pg_class where relname like 'stock\\_tower%'")).toEqual(
    [],
  );
  expect(
    await names(
      `select table_name || '.' || column_name from information_schema.columns
        where table_schema = 'public' and column_name like 'tower\\_%'`,
    ),
  ).toEqual([]);
  expect(
    await names(
      `select model || ',' || module from ir_model_data
        where module in ('stock_control_tower', 'stock_control_tower_demo')`,
    ),
  ).toEqual([]);
  expect(await quants()).toEqual(before);

  const server = await instance.startOdoo({ db: DB });
  try {
    const admin = await Odoo.signIn(server.url, DB);
    expect(await receiveOne(admin)).toBe("done");
  } finally {
    await server.stop();
  }
});

async function names(query: string): Promise<string[]> {
  const { rows } = await pool.query<Record<string, string>>(query);
  return rows.map((row) => Object.values(row)[0] ?? "");
}

async function quants(): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select product_id, location_id, lot_id, sum(quantity) quantity, sum(reserved_quantity) reserved
       from stock_quant group by 1, 2, 3 order by 1, 2, 3`,
  );
  return rows;
}

/** Receives one product as a user would; gives the state of its transfer. */
async function receiveOne(admin: Odoo): Promise<string | undefined> {
  const [product] = await admin.search("product.product", [
    ["is_storable", "=", true],
    ["tracking", "=", "none"],
  ]);
  const [type = 0] = await admin.search("stock.picking.type", [["code", "=", "incoming"]]);
  const names = ["default_location_src_id", "default_location_dest_id"];
  type Link = [id: number, name: string];
  const [from] = await admin.read<Record<string, Link>>("stock.picking.type", [type], names);
  const places = {
    location_id: from?.default_location_src_id?.[0],
    location_dest_id: from?.default_location_dest_id?.[0],
  };
  const line = { product_id: product, product_uom_qty: 3, quantity: 3, picked: true, ...places };
  const picking = await admin.create("stock.picking", {
    picking_type_id: type,
    ...places,
    move_ids: [[0, 0, line]],
  });
  await admin.call("stock.picking", "button_validate", [[picking]]);
  const [row] = await admin.read<{ state: string }>("stock.picking", [picking], ["state"]);
  return row?.state;
}
