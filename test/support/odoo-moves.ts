/** Stock movements as users make them. */
import type { Tower } from "./stack.ts";

/**
 * Counts one place of a product anew.
 * @returns the id of the event it caused
 */
export async function moveOne(tower: Tower, sku: string): Promise<string> {
  const before = await lastRow(tower);
  const [quant] = await tower.sql<{ id: number; quantity: string }>(
    `select q.id, q.quantity from stock_quant q
       join stock_location l on l.id = q.location_id and l.usage = 'internal'
       join product_product p on p.id = q.product_id
      where p.default_code = $1 and q.lot_id is null limit 1`,
    [sku],
  );
  if (!quant) throw new Error(`${sku} has no stock to count`);
  await countQuants(tower, [quant.id], Number(quant.quantity) + 1);
  const id = await tower.value<string>(
    "select event_id from stock_tower_outbox where id > $1 and quantity is not null order by id limit 1",
    [before],
  );
  if (!id) throw new Error("The count made no event");
  return id;
}

/** Sets the counted quantity of places and applies it, as the physical inventory page does. */
export async function countQuants(tower: Tower, ids: number[], quantity: number): Promise<void> {
  await tower.admin.write("stock.quant", ids, {
    inventory_quantity: quantity,
    inventory_quantity_set: true,
  });
  await tower.admin.call("stock.quant", "action_apply_inventory", [ids]);
}

const lastRow = (tower: Tower): Promise<string> =>
  tower.value("select coalesce(max(id), 0) from stock_tower_outbox");
