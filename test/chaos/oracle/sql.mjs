// What Odoo holds, in plain SQL, so that no code of the product answers for itself. `numeric` and
// `bigint` come back as text, exact.

const INSIDE = "select id from stock_location where usage in ('internal', 'transit')";

/** One row per key and kind of sum: quants, done move lines, events; inside the ledger only. */
export const FIGURES = `
  with inside as (${INSIDE}), flows as (
    select 'moves' as said_by, product_id, location_dest_id as location_id, lot_id,
           result_package_id as package_id, owner_id, quantity_product_uom as quantity
      from stock_move_line where state = 'done'
    union all
    select 'moves', product_id, location_id, lot_id, package_id, owner_id, -quantity_product_uom
      from stock_move_line where state = 'done'
    union all
    select 'events', product_id, location_dest_id, lot_id, result_package_id, owner_id, quantity
      from stock_tower_outbox
     where quantity is not null and kind not in ('event_outcome', 'unit_redefined')
    union all
    select 'events', product_id, location_id, lot_id, package_id, owner_id, -quantity
      from stock_tower_outbox
     where quantity is not null and kind not in ('event_outcome', 'unit_redefined')
    union all
    select 'quants', product_id, location_id, lot_id, package_id, owner_id, quantity
      from stock_quant
  )
  select said_by, concat_ws('|', f.product_id, f.location_id, coalesce(lot_id, 0),
           coalesce(package_id, 0), coalesce(owner_id, 0)) as key,
         trim_scale(round(sum(quantity)::numeric, 6))::text as quantity
    from flows f
    join product_product p on p.id = f.product_id
    join product_template t on t.id = p.product_tmpl_id and t.is_storable
   where f.location_id in (select id from inside)
   group by 1, 2 having round(sum(quantity)::numeric, 6) <> 0`;

/** Per key: what quants hold back, and what open move lines have asked for. */
export const RESERVED = `
  with lines as (
    select product_id, location_id, lot_id, package_id, owner_id, quantity_product_uom as quantity
      from stock_move_line where state in ('assigned', 'partially_available')
  ), both_sides as (
    select 'lines' as said_by, * from lines where location_id in (${INSIDE})
    union all
    select 'quants', product_id, location_id, lot_id, package_id, owner_id, reserved_quantity
      from stock_quant where location_id in (${INSIDE})
  )
  select said_by, concat_ws('|', product_id, location_id, coalesce(lot_id, 0),
           coalesce(package_id, 0), coalesce(owner_id, 0)) as key,
         trim_scale(round(sum(quantity)::numeric, 6))::text as quantity
    from both_sides group by 1, 2 having round(sum(quantity)::numeric, 6) <> 0`;

/** Products whose sum over all locations, outside ones too, is not zero. */
export const UNBALANCED = `
  select q.product_id::text as key, trim_scale(round(sum(q.quantity)::numeric, 6))::text as quantity
    from stock_quant q
    join product_product p on p.id = q.product_id
    join product_template t on t.id = p.product_tmpl_id and t.is_storable
   group by 1 having round(sum(q.quantity)::numeric, 6) <> 0`;

/** Stock by state per product and location: as the events tell it, and as the locations are. */
export const STATES = `
  with told as (
    select product_id, location_id, from_state as state, -quantity as quantity
      from stock_tower_outbox where location_id is not null
    union all
    select product_id, location_dest_id, to_state, quantity
      from stock_tower_outbox where location_dest_id is not null
  ), placed as (
    select q.product_id, q.location_id, coalesce(q.quantity, 0)::numeric as quantity,
           q.reserved_quantity::numeric as reserved,
           case when l.usage = 'transit' then 'in_transit'
                when coalesce(l.tower_effective_state, 'available') <> 'available'
                  then l.tower_effective_state
                when lot.tower_hold or lot.tower_expired then 'quarantined'
                else 'available' end as state
      from stock_quant q
      join stock_location l on l.id = q.location_id and l.usage in ('internal', 'transit')
      left join stock_lot lot on lot.id = q.lot_id
  ), flows as (
    select 'events' as said_by, product_id, location_id, state, quantity from told
    union all
    select 'quants', product_id, location_id, state,
           case state when 'available' then quantity - reserved else quantity end from placed
    union all
    select 'quants', product_id, location_id, 'reserved', reserved
      from placed where state = 'available'
  )
  select said_by, concat_ws('|', product_id, location_id, state) as key,
         trim_scale(round(sum(quantity)::numeric, 6))::text as quantity
    from flows group by 1, 2 having round(sum(quantity)::numeric, 6) <> 0`;

/** Rows of the inbox with the answers they gave; `$1`: id of the last row before the campaign. */
export const INBOX = `
  select i.id, i.source, i.event_id, i.partner_code as partner, i.raw_sha256 as sha, i.state,
         i.code, coalesce(i.duplicate_count, 0) as repeats, count(o.id)::int as answers
    from stock_tower_inbox i
    left join stock_tower_outbox o on o.inbox_id = i.id and o.kind = 'event_outcome'
   where i.id > $1 group by i.id`;

/** What each event did to stock, by the partner's own names of places. */
export const EFFECTS = `
  with flows as (
    select m.tower_inbox_id, ml.product_id, ml.lot_id, ml.location_dest_id as location_id,
           ml.quantity_product_uom as quantity
      from stock_move m join stock_move_line ml on ml.move_id = m.id and ml.state = 'done'
     where m.tower_inbox_id > $1
    union all
    select m.tower_inbox_id, ml.product_id, ml.lot_id, ml.location_id, -ml.quantity_product_uom
      from stock_move m join stock_move_line ml on ml.move_id = m.id and ml.state = 'done'
     where m.tower_inbox_id > $1
  )
  select f.tower_inbox_id as inbox, concat_ws('|', p.default_code, w.code,
           case when l.id = w.lot_stock_id then '' else coalesce(l.barcode, l.complete_name) end,
           coalesce(lot.name, '')) as key,
         trim_scale(round(sum(f.quantity)::numeric, 6))::text as quantity
    from flows f
    join product_product p on p.id = f.product_id
    join stock_location l on l.id = f.location_id and l.usage = 'internal'
    left join stock_warehouse w on w.id = l.warehouse_id
    left join stock_lot lot on lot.id = f.lot_id
   group by 1, 2 having round(sum(f.quantity)::numeric, 6) <> 0`;

/** Done move lines of the campaign and the events about them that do not pair off one to one. */
export const UNPAIRED = `
  select coalesce(ml.id, o.move_line_id) as line, count(distinct ml.id)::int as lines,
         count(o.id)::int as events
    from (select ml.id from stock_move_line ml
            join product_product p on p.id = ml.product_id
            join product_template t on t.id = p.product_tmpl_id and t.is_storable
           where ml.state = 'done' and ml.id > $1) ml
    full join (select id, move_line_id from stock_tower_outbox where move_line_id > $1) o
      on o.move_line_id = ml.id
   group by 1 having count(distinct ml.id) <> 1 or count(o.id) <> 1`;

/** Answers whose message is not in the inbox: told, and never decided. */
export const ORPHAN_ANSWERS = `
  select o.event_id as id from stock_tower_outbox o
   where o.kind = 'event_outcome' and o.inbox_id is not null
     and not exists (select from stock_tower_inbox i where i.id = o.inbox_id)`;

/** Corrections that the product made to its own log: it was wrong. */
export const REPAIRS = `
  select event_id as id, data->'lines'->0->>'reason' as reason from stock_tower_outbox
   where kind = 'ledger_self_healed' and data->'lines'->0->>'reason' = 'odoo:log_repair'`;

/** How the outbox is numbered. */
export const NUMBERS = `
  select count(*)::int as rows, count(sequence)::int as numbered,
         count(distinct sequence)::int as different, count(distinct event_id)::int as ids,
         coalesce(min(sequence), 0)::int as first, coalesce(max(sequence), 0)::int as last
    from stock_tower_outbox`;

/** Events numbered after `$1`. */
export const EVENTS = `
  select event_id as id, sequence::int from stock_tower_outbox where sequence > $1 order by sequence`;

/** Users' transfers by their origin; what was short has a transfer of its own. */
export const TRANSFERS = `
  select origin as name, count(*) filter (where state = 'done')::int as done,
         count(*) filter (where state = 'cancel')::int as cancelled
    from stock_picking where origin like 'CHAOS/%' group by 1`;

/** Stock in the counted bins. */
export const COUNTED = `
  select l.name as bin, trim_scale(round(sum(q.quantity)::numeric, 6))::text as quantity
    from stock_quant q join stock_location l on l.id = q.location_id
   where l.name like 'CHAOS-%' group by 1`;

/** Where the campaign begins. */
export const BASELINE = `
  select (select coalesce(max(id), 0) from stock_tower_inbox) as inbox,
         (select coalesce(max(id), 0) from stock_move_line) as line`;
