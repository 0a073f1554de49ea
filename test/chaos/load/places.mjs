// @ts-check
// What users work with, and the bins that only the partner touches.
import { OdooSession } from "./odoo-session.mjs";

const COUNTED_BINS = 400; // most of them in reserve
const COUNTED_PRODUCTS = 8;

/**
 * @typedef {object} Places ids in Odoo
 * @property {number} transfers operation type
 * @property {number} deliveries operation type
 * @property {number} stock
 * @property {number} customers
 * @property {number[]} bins
 * @property {import("./users.mjs").Quant[]} quants of untracked products
 */

/**
 * @param {import("../stack/stack.mjs").Stack} stack
 * @returns {Promise<Places & { counted: { sku: string, bin: string }[] }>}
 */
export async function preparePlaces(stack) {
  const [type] = await stack.sql(
    `select w.out_type_id deliveries, w.int_type_id transfers, w.lot_stock_id stock
       from stock_warehouse w where w.code = 'DAL'`,
  );
  const [{ id: customers }] = await stack.sql(
    "select id from stock_location where usage = 'customer' and active order by id limit 1",
  );
  const quants = await stack.sql(
    `select q.id, q.product_id, q.location_id from stock_quant q
       join stock_location l on l.id = q.location_id and l.usage = 'internal'
       join product_product p on p.id = q.product_id
       join product_template t on t.id = p.product_tmpl_id and t.tracking = 'none'
       join stock_warehouse w on w.id = l.warehouse_id and w.code = 'DAL'
      where q.quantity > 10 and q.lot_id is null and q.owner_id is null and q.package_id is null
        and coalesce(l.tower_effective_state, 'available') = 'available'
      order by q.id limit 120`,
  );
  const bins = [...new Set(quants.map(({ location_id }) => location_id))];
  return { ...type, customers, bins, quants, counted: await makeCountedBins(stack, type.stock) };
}

/** @param {import("../stack/stack.mjs").Stack} stack @param {number} stock */
async function makeCountedBins(stack, stock) {
  const session = new OdooSession(stack.odooUrl, stack.database, 30_000);
  const skus = await stack.sql(
    `select p.default_code sku from product_product p
       join product_template t on t.id = p.product_tmpl_id and t.tracking = 'none' and t.is_storable
       join uom_uom u on u.id = t.uom_id and u.unece_code = 'C62'
      where p.default_code is not null order by 1 limit ${COUNTED_PRODUCTS}`,
  );
  const counted = Array.from({ length: COUNTED_BINS }, (_none, n) => ({
    sku: skus[n % skus.length].sku,
    bin: `CHAOS-${n + 1}`,
  }));
  const values = counted.map(({ bin }) => ({ name: bin, barcode: bin, location_id: stock }));
  await session.call("stock.location", "create", [values]);
  return counted;
}
