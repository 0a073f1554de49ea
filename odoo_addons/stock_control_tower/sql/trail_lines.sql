-- What a line of the list says about events: `outs` by id of the outbox, `ins` by id of
-- the inbox.
SELECT
    'out' AS direction, event.id, event.sequence AS position, event.kind,
    event.numbered_at AS at, event.product_id, event.quantity, event.from_state,
    event.to_state, concat_ws('/', source_warehouse.code, source.name) AS source,
    concat_ws('/', target_warehouse.code, target.name) AS target, lot.name AS lot,
    picking.name AS document, COALESCE(partner.code, 'odoo') AS origin,
    event.data #>> '{lines,0,reason}' AS reason,
    event.data #>> '{lines,0,countedQuantity}' AS counted,
    CASE WHEN event.kind = 'event_outcome' THEN event.data ->> 'outcome' END AS outcome,
    event.data #>> '{about,kind}' AS about_kind, event.data ->> 'code' AS code,
    event.data ->> 'message' AS message, event.data ->> 'remedy' AS remedy,
    event.subject, NULL::integer AS repeats
FROM stock_tower_outbox event
LEFT JOIN stock_location source ON source.id = event.location_id
LEFT JOIN stock_warehouse source_warehouse ON source_warehouse.id = source.warehouse_id
LEFT JOIN stock_location target ON target.id = event.location_dest_id
LEFT JOIN stock_warehouse target_warehouse ON target_warehouse.id = target.warehouse_id
LEFT JOIN stock_lot lot ON lot.id = event.lot_id
LEFT JOIN stock_picking picking ON picking.id = event.picking_id
LEFT JOIN stock_tower_partner partner ON partner.id = event.partner_id
WHERE event.id = ANY(%(outs)s)
UNION ALL
SELECT
    'in', event.id, event.id, event.kind, event.received_at, did.product_id,
    did.quantity, did.from_state, did.to_state, NULL, NULL, NULL, picking.name,
    COALESCE(partner.code, event.partner_code, '?'), NULL, NULL, event.state, event.kind,
    event.code, event.message, event.remedy, event.subject, event.duplicate_count
FROM stock_tower_inbox event
LEFT JOIN stock_tower_partner partner ON partner.id = event.partner_id
LEFT JOIN LATERAL (
    SELECT *
    FROM stock_tower_outbox
    WHERE inbox_id = event.id AND sequence IS NOT NULL AND product_id IS NOT NULL
    ORDER BY sequence
    LIMIT 1
) did ON true
LEFT JOIN stock_picking picking ON picking.id = did.picking_id
WHERE event.id = ANY(%(ins)s)
