-- Open moves that bring `products` to sellable locations of `scope`, one row per move
-- and backing. A chain's first move names where the goods end up, so it counts and
-- moves inside the warehouse do not; but a release from quarantine does.
SELECT move.product_id, target.warehouse_id,
    timezone(scope.zone, timezone('UTC', move.date))::date AS day,
    part.backing, part.quantity, move.id AS move_id,
    COALESCE(picking.name, move.reference, '') AS document,
    COALESCE(picking.origin, move.origin, '') AS origin
FROM stock_move move
JOIN stock_location target
    ON target.id = COALESCE(move.location_final_id, move.location_dest_id)
JOIN unnest(%(warehouses)s, %(zones)s, %(owners)s)
    AS scope (warehouse_id, zone, owner_id)
    ON scope.warehouse_id = target.warehouse_id
JOIN stock_location source ON source.id = move.location_id
LEFT JOIN stock_picking picking ON picking.id = move.picking_id
CROSS JOIN LATERAL (
    SELECT
        COALESCE(sum(line.quantity_product_uom) FILTER (
            WHERE COALESCE(line.owner_id, scope.owner_id) = scope.owner_id
        ), 0) AS own,
        COALESCE(sum(line.quantity_product_uom) FILTER (
            WHERE line.owner_id <> scope.owner_id
        ), 0) AS foreign_owned
    FROM stock_move_line line
    WHERE line.move_id = move.id
) lines
CROSS JOIN LATERAL (
    -- What is reserved in a transit location has left where it came from; the rest
    -- of that transfer still lies there.
    SELECT round(move.product_qty - lines.foreign_owned, %(digits)s) AS quantity,
        CASE WHEN source.usage = 'transit' THEN round(lines.own, %(digits)s) ELSE 0 END
            AS in_transit
) open
CROSS JOIN LATERAL (
    VALUES
        ('in_transit', LEAST(open.quantity, open.in_transit)),
        (
            CASE WHEN picking.tower_asn IS NULL THEN 'confirmed' ELSE 'asn_backed' END,
            open.quantity - LEAST(open.quantity, open.in_transit)
        )
) part (backing, quantity)
WHERE move.product_id = ANY(%(products)s)
    AND move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')
    AND target.usage IN ('internal', 'view')
    AND COALESCE(target.tower_effective_state, 'available') = 'available'
    AND NOT (
        source.usage IN ('internal', 'view')
        AND source.warehouse_id IS NOT DISTINCT FROM target.warehouse_id
        AND COALESCE(source.tower_effective_state, 'available') = 'available'
    )
    AND COALESCE(move.restrict_partner_id, picking.owner_id, scope.owner_id)
        = scope.owner_id
    AND part.quantity > 0
