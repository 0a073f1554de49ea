-- Events that partners have sent, in the order they came; what they are about is what
-- they did, as far as they did something.
SELECT
    event.id, event.id AS position, 'in' AS direction, event.company_id,
    event.partner_id, event.kind, event.received_at AS at, did.product_id,
    did.warehouse_id, did.location_id, did.location_dest_id, did.lot_id, did.owner_id,
    did.picking_id, event.event_id, event.business_key, event.correlation_id, event.state
FROM stock_tower_inbox event
LEFT JOIN LATERAL (
    SELECT *
    FROM stock_tower_outbox
    WHERE inbox_id = event.id AND sequence IS NOT NULL AND product_id IS NOT NULL
    ORDER BY sequence
    LIMIT 1
) did ON true
