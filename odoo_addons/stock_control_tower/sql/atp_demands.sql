-- Open moves that take `products` from sellable locations of `scope`, overdue ones
-- too. What Odoo has reserved on somebody else's stock takes nothing from ours.
SELECT move.product_id, source.warehouse_id,
    timezone(scope.zone, timezone('UTC', move.date))::date AS day,
    'confirmed' AS backing, open.quantity, move.id AS move_id,
    COALESCE(picking.name, move.reference, '') AS document,
    COALESCE(picking.origin, move.origin, '') AS origin
FROM stock_move move
JOIN stock_location source ON source.id = move.location_id
JOIN unnest(%(warehouses)s, %(zones)s, %(owners)s)
    AS scope (warehouse_id, zone, owner_id)
    ON scope.warehouse_id = source.warehouse_id
JOIN stock_location target
    ON target.id = COALESCE(move.location_final_id, move.location_dest_id)
LEFT JOIN stock_picking picking ON picking.id = move.picking_id
CROSS JOIN LATERAL (
    SELECT round(move.product_qty - COALESCE(sum(line.quantity_product_uom), 0),
        %(digits)s) AS quantity
    FROM stock_move_line line
    WHERE line.move_id = move.id
        AND line.owner_id <> scope.owner_id
) open
WHERE move.product_id = ANY(%(products)s)
    AND move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')
    AND source.usage IN ('internal', 'view')
    AND COALESCE(source.tower_effective_state, 'available') = 'available'
    AND NOT (
        target.usage IN ('internal', 'view')
        AND target.warehouse_id IS NOT DISTINCT FROM source.warehouse_id
        AND COALESCE(target.tower_effective_state, 'available') = 'available'
    )
    AND COALESCE(move.restrict_partner_id, picking.owner_id, scope.owner_id)
        = scope.owner_id
    AND open.quantity > 0
