-- The numbered events of `product` that touch `warehouse` (NULL: what lies between
-- warehouses), newest first, before the event numbered `before` (NULL: all).
SELECT
    event.id, event.sequence, event.kind, event.recorded_at, event.quantity,
    CASE WHEN source.here THEN event.from_state END AS from_state,
    CASE WHEN target.here THEN event.to_state END AS to_state,
    source.name AS source, target.name AS target,
    COALESCE(event.owner_id = ANY(%(owners)s), true) AS own,
    lot.name AS lot, picking.name AS document,
    COALESCE(partner.code, 'odoo') AS origin,
    event.data #>> '{lines,0,reason}' AS reason,
    event.data #>> '{lines,0,countedQuantity}' AS counted
FROM stock_tower_outbox event
LEFT JOIN LATERAL (
    SELECT l.warehouse_id IS NOT DISTINCT FROM %(warehouse)s::integer AS here,
        concat_ws('/', w.code, l.name) AS name
    FROM stock_location l
    LEFT JOIN stock_warehouse w ON w.id = l.warehouse_id
    WHERE l.id = event.location_id
) source ON true
LEFT JOIN LATERAL (
    SELECT l.warehouse_id IS NOT DISTINCT FROM %(warehouse)s::integer AS here,
        concat_ws('/', w.code, l.name) AS name
    FROM stock_location l
    LEFT JOIN stock_warehouse w ON w.id = l.warehouse_id
    WHERE l.id = event.location_dest_id
) target ON true
LEFT JOIN stock_lot lot ON lot.id = event.lot_id
LEFT JOIN stock_picking picking ON picking.id = event.picking_id
LEFT JOIN stock_tower_partner partner ON partner.id = event.partner_id
WHERE event.product_id = %(product)s
    AND event.sequence IS NOT NULL
    AND event.sequence < %(before)s
    AND (event.company_id = ANY(%(companies)s) OR event.company_id IS NULL)
    AND event.quantity <> 0
    AND (source.here OR target.here)
ORDER BY event.sequence DESC
LIMIT %(limit)s
