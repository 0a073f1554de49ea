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
    CASE WHEN s.usage IN ('internal', 'transit') THEN s.id END AS location_id,
    CASE WHEN d.usage IN ('internal', 'transit') THEN d.id END AS location_dest_id,
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
FROM stock_move_line ml
CROSS JOIN LATERAL (
    SELECT
        move.picking_id, move.picking_type_id, move.is_inventory, move.scrap_id,
        move.tower_inbox_id, move.tower_line
    FROM stock_move move
    WHERE move.id = ml.move_id
    OFFSET 0
) m
JOIN stock_location s ON s.id = ml.location_id
JOIN stock_location d ON d.id = ml.location_dest_id
LEFT JOIN stock_warehouse w ON w.id = s.warehouse_id
WHERE ml.id = ANY(%(line_ids)s)
    AND ml.quantity_product_uom <> 0
    AND (s.usage IN ('internal', 'transit') OR d.usage IN ('internal', 'transit'))
