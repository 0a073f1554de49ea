-- The done move lines `line_ids`: one fact each, classified by where it went.
SELECT
    ml.id AS position,
    gen_random_uuid()::text AS event_id,
    CASE
        WHEN s.usage = 'supplier' AND d.usage = 'internal' THEN 'goods_received'
        WHEN s.usage = 'customer' AND d.usage = 'internal' THEN 'return_received'
        WHEN s.usage IN ('internal', 'transit') AND d.usage IN ('customer', 'supplier')
            THEN 'shipment_dispatched'
        WHEN s.usage NOT IN ('internal', 'transit', 'customer', 'supplier')
            OR d.usage NOT IN ('internal', 'transit', 'customer', 'supplier')
            THEN 'adjustment_posted'
        WHEN s.usage = 'internal' AND d.usage = 'transit' THEN 'transfer_dispatched'
        WHEN s.usage = 'transit' AND d.usage = 'internal' THEN 'transfer_received'
        WHEN m.picking_type_id = w.pick_type_id THEN 'pick_confirmed'
        WHEN m.picking_type_id = w.pack_type_id THEN 'packed'
        WHEN m.picking_type_id = w.store_type_id THEN 'putaway_completed'
        ELSE 'stock_moved'
    END AS kind,
    CASE
        WHEN m.is_inventory THEN 'odoo:inventory'
        WHEN m.scrap_id IS NOT NULL THEN 'odoo:scrap'
        WHEN s.usage NOT IN ('internal', 'transit', 'customer', 'supplier')
            THEN 'odoo:from_' || s.usage
        WHEN d.usage NOT IN ('internal', 'transit', 'customer', 'supplier')
            THEN 'odoo:to_' || d.usage
    END AS reason,
    ml.company_id,
    ml.product_id,
    ml.lot_id,
    ml.package_id,
    ml.result_package_id,
    ml.owner_id,
    CASE WHEN s.usage IN ('internal', 'transit') THEN ml.location_id END AS location_id,
    CASE WHEN d.usage IN ('internal', 'transit') THEN ml.location_dest_id END AS location_dest_id,
    ml.quantity_product_uom AS quantity,
    ml.move_id,
    ml.id AS move_line_id,
    m.picking_id,
    m.tower_inbox_id AS inbox_id,
    ml.date AS occurred_at,
    'odoo:stock.move.line:' || ml.id AS business_key,
    NULL::text AS correction,
    m.tower_line AS line_id,
    NULL::text AS line_members,
    true AS storable_only
FROM unnest(%(line_ids)s::integer[]) AS wanted (id)
CROSS JOIN LATERAL (
    SELECT
        line.id, line.company_id, line.product_id, line.lot_id, line.package_id,
        line.result_package_id, line.owner_id, line.location_id,
        line.location_dest_id, line.quantity_product_uom, line.move_id, line.date
    FROM stock_move_line line
    WHERE line.id = wanted.id
    OFFSET 0
) ml
CROSS JOIN LATERAL (
    SELECT
        move.picking_id, move.picking_type_id, move.is_inventory, move.scrap_id,
        move.tower_inbox_id, move.tower_line
    FROM stock_move move
    WHERE move.id = ml.move_id
    OFFSET 0
) m
CROSS JOIN LATERAL (
    SELECT l.usage, l.warehouse_id
    FROM stock_location l
    WHERE l.id = ml.location_id
    OFFSET 0
) s
CROSS JOIN LATERAL (
    SELECT l.usage
    FROM stock_location l
    WHERE l.id = ml.location_dest_id
    OFFSET 0
) d
LEFT JOIN LATERAL (
    SELECT wh.pick_type_id, wh.pack_type_id, wh.store_type_id
    FROM stock_warehouse wh
    WHERE wh.id = s.warehouse_id
    OFFSET 0
) w ON true
WHERE ml.quantity_product_uom <> 0
    AND (s.usage IN ('internal', 'transit') OR d.usage IN ('internal', 'transit'))
