-- Events that Odoo has told, by their number.
SELECT
    event.id, event.sequence AS position, 'out' AS direction, event.company_id,
    event.partner_id, event.kind, event.numbered_at AS at, event.product_id,
    event.warehouse_id, event.location_id, event.location_dest_id, event.lot_id,
    event.owner_id, event.picking_id, event.event_id, event.business_key,
    event.correlation_id,
    CASE event.kind WHEN 'event_outcome' THEN event.data ->> 'outcome' ELSE 'told' END
        AS state
FROM stock_tower_outbox event
WHERE event.sequence IS NOT NULL
