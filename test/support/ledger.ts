/** What Odoo holds, asked in plain SQL so that no code of the product answers for itself. */
import type { Tower } from "./stack.ts";

/** On hand of a product over all internal locations of a warehouse. */
export async function onHand(tower: Tower, sku: string, warehouse = "DAL"): Promise<number> {
  const total = await tower.value<string>(
    `select coalesce(sum(q.quantity), 0)
       from stock_quant q
       join product_product p on p.id = q.product_id
       join stock_location l on l.id = q.location_id and l.usage = 'internal'
       join stock_warehouse w on w.id = l.warehouse_id
      where p.default_code = $1 and w.code = $2`,
    [sku, warehouse],
  );
  return Number(total);
}

/** Untracked products, so that a quantity is the whole story. */
export async function plainSkus(tower: Tower, count: number): Promise<string[]> {
  const rows = await tower.sql<{ sku: string }>(
    `select p.default_code sku
       from product_product p
       join product_template t on t.id = p.product_tmpl_id
       join uom_uom u on u.id = t.uom_id and u.unece_code = 'C62'
      where t.tracking = 'none' and t.is_storable and p.default_code is not null
      order by p.default_code limit $1`,
    [count],
  );
  return rows.map((row) => row.sku);
}

/**
 * Each key (product, location, lot, package, owner) whose stock differs from the sum of
 * its events. Locations that hold no stock of ours are outside the ledger.
 */
export function driftFromEvents(tower: Tower): Promise<object[]> {
  return tower.sql(`
    with flow as (
      select product_id, location_dest_id as location_id, lot_id,
             result_package_id as package_id, owner_id, quantity
        from stock_tower_outbox
       where quantity is not null and kind not in ('event_outcome', 'unit_redefined')
      union all
      select product_id, location_id, lot_id, package_id, owner_id, -quantity
        from stock_tower_outbox
       where quantity is not null and kind not in ('event_outcome', 'unit_redefined')
    ), inside as (
      select id from stock_location where usage in ('internal', 'transit')
    ), events as (
      select product_id, location_id, coalesce(lot_id, 0) lot, coalesce(package_id, 0) package,
             coalesce(owner_id, 0) owner, sum(quantity) total
        from flow where location_id in (select id from inside) group by 1, 2, 3, 4, 5
    ), quants as (
      select product_id, location_id, coalesce(lot_id, 0) lot, coalesce(package_id, 0) package,
             coalesce(owner_id, 0) owner, sum(quantity) total
        from stock_quant where location_id in (select id from inside) group by 1, 2, 3, 4, 5
    )
    select product_id, location_id, lot, package, owner,
           coalesce(e.total, 0) as events, coalesce(q.total, 0) as stock
      from events e full join quants q using (product_id, location_id, lot, package, owner)
     where round(coalesce(e.total, 0) - coalesce(q.total, 0), 6) <> 0`);
}

/** Inbox rows by state, and the repeats they counted. */
export async function inboxCounts(tower: Tower): Promise<Record<string, number>> {
  const rows = await tower.sql<{ state: string; rows: string; repeats: string }>(
    "select state, count(*) rows, sum(coalesce(duplicate_count, 0)) repeats from stock_tower_inbox group by 1",
  );
  const counts: Record<string, number> = { applied: 0, refused: 0, conflict: 0, duplicates: 0 };
  for (const { state, rows: count, repeats } of rows) {
    counts[state] = Number(count);
    counts.duplicates = (counts.duplicates ?? 0) + Number(repeats);
  }
  return counts;
}

/** How far publishing is: everything numbered and acknowledged by the broker when it is quiet. */
export async function outboxQuiet(tower: Tower): Promise<boolean> {
  const waiting = await tower.value<string>(`
    select count(*) from stock_tower_outbox o
     where o.sequence is null
        or o.sequence > (select min(cursor) from stock_tower_subscription where active)`);
  return Number(waiting) === 0;
}
