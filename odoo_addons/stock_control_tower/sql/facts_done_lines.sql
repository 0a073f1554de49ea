-- The done move lines `line_ids`: one fact each; what kind it is, its places tell.
SELECT
    ml.id AS position,
    gen_random_uuid()::text AS event_id,
    NULL::text AS kind,
    CASE
        WHEN m.is_inventory THEN 'odoo:inventory'
        WHEN m.scrap_id IS NOT NULL THEN 'odoo:scrap'
    END AS reason,
    ml.company_id,
    ml.product_id,
    ml.lot_id,
    ml.package_id,
    ml.result_package_id,
    ml.owner_id,
    ml.location_id,
    ml.location_dest_id,
    NULL::text AS from_state,
    NULL::text AS to_state,
    ml.quantity_product_uom AS quantity,
    ml.move_id,
    ml.id AS move_line_id,
    m.picking_id,
    m.picking_type_id,
    m.scrap_id,
    m.is_inventory AND %(counted)s AS counted,
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
WHERE ml.id = ANY(%(line_ids)s::integer[])
    AND (ml.quantity_product_uom <> 0 OR m.is_inventory AND %(counted)s)
