-- Turns facts into outbox rows, the event's data frozen as it is now.
-- {facts} is one of the facts_*.sql; {expiry} a lot's expiry day or NULL.
-- Outside the ledger (supplier, customer, loss, production) a side is NULL.
--
-- It runs inside every stock movement, so it is written for speed: jsonb from text
-- costs a third of jsonb_build_object. LATERAL with OFFSET 0 and sub-selects are looked
-- up by key, row by row, whatever the statistics say: a database whose tables were
-- empty a moment ago made joins a hundred times slower.
INSERT INTO stock_tower_outbox (
    event_id, kind, company_id, warehouse_id, product_id, lot_id, package_id,
    result_package_id, owner_id, location_id, location_dest_id, quantity, move_id,
    move_line_id, picking_id, inbox_id, partner_id, occurred_at, recorded_at,
    correlation_id, causation_id, traceparent, environment, partition_key, subject,
    business_key, data
)
WITH facts AS MATERIALIZED ({facts}),
places AS MATERIALIZED (
    SELECT
        l.id,
        w.id AS warehouse_id,
        w.code,
        '{{"state":"'
        || CASE l.usage WHEN 'transit' THEN 'in_transit' ELSE 'available' END || '"'
        || COALESCE(',"location":{{"warehouse":' || to_json(w.code) || ',"bin":'
            || to_json(COALESCE(NULLIF(l.barcode, ''), l.complete_name)) || '}}', '')
        || '}}' AS side
    FROM stock_location l
    LEFT JOIN stock_warehouse w ON w.id = l.warehouse_id AND w.code <> ''
    WHERE l.id IN (SELECT location_id FROM facts UNION SELECT location_dest_id FROM facts)
),
units AS MATERIALIZED (
    SELECT
        u.id,
        ',"uom":"' || COALESCE(u.unece_code || '"', 'ZZ","uomName":'
            || to_json(left(u.name ->> 'en_US', 256))) AS unit
    FROM uom_uom u
)
SELECT
    f.event_id,
    f.kind,
    f.company_id,
    COALESCE(s.warehouse_id, d.warehouse_id),
    f.product_id,
    f.lot_id,
    f.package_id,
    f.result_package_id,
    f.owner_id,
    f.location_id,
    f.location_dest_id,
    f.quantity,
    f.move_id,
    f.move_line_id,
    f.picking_id,
    f.inbox_id,
    cause.partner_id,
    COALESCE(cause.occurred_at, f.occurred_at, clock.recorded_at),
    clock.recorded_at,
    COALESCE(cause.correlation_id, 'odoo:stock.picking:' || f.picking_id),
    cause.event_id,
    cause.traceparent,
    %(environment)s,
    COALESCE(f.company_id::text, '-') || '|'
        || COALESCE(s.code, d.code, '-') || '|'
        || COALESCE(item.sku, 'odoo:' || f.product_id),
    item.sku,
    f.business_key,
    (
        '{{"mode":"delta","kind":"' || f.kind || '","businessKey":'
        || to_json(f.business_key)
        || COALESCE(
            ',"location":{{"warehouse":' || to_json(COALESCE(s.code, d.code)) || '}}', '')
        || COALESCE((
            SELECT ',"references":[{{"type":"picking","id":' || to_json(left(k.name, 256))
                || '}}' || COALESCE(',{{"type":"origin","id":'
                    || to_json(NULLIF(left(k.origin, 256), '')) || '}}', '') || ']'
            FROM stock_picking k
            WHERE k.id = f.picking_id
        ), '')
        || COALESCE(',"correction":' || f.correction, '')
        || ',"lines":[' || (
            '{{"lineId":' || to_json(COALESCE(NULLIF(f.line_id, ''), '1'))
            || ',"item":{{"odooProductId":' || f.product_id
            || COALESCE(',"sku":' || to_json(item.sku), '')
            || COALESCE(',"gtin":"'
                || substring(item.barcode FROM '^(?:[0-9]{{8}}|[0-9]{{12,14}})$')
                || '"', '')
            || '}},"quantity":"' || trim_scale(f.quantity) || '"' || units.unit
            || ',"from":' || COALESCE(s.side, '{{"state":"outside"}}')
            || ',"to":' || COALESCE(d.side, '{{"state":"outside"}}')
            || COALESCE((
                SELECT ',"lot":' || to_json(left(lot.name, 256))
                    || COALESCE(',"expiry":"' || {expiry} || '"', '')
                FROM stock_lot lot
                WHERE lot.id = f.lot_id
            ), '')
            || COALESCE((
                SELECT ',"package":' || to_json(left(pack.name, 256))
                    || COALESCE(',"sscc":"'
                        || substring(pack.name FROM '^[0-9]{{18}}$') || '"', '')
                FROM stock_package pack
                WHERE pack.id = COALESCE(f.result_package_id, f.package_id)
            ), '')
            || COALESCE((
                SELECT ',"owner":' || to_json(NULLIF(left(owner.name, 512), ''))
                FROM res_partner owner
                WHERE owner.id = f.owner_id
            ), '')
            || COALESCE(',"reason":"' || f.reason || '"', '')
            || COALESCE(',' || f.line_members, '')
            || '}}'
        ) || ']}}'
    )::jsonb
FROM facts f
CROSS JOIN (
    SELECT date_trunc('milliseconds', clock_timestamp() AT TIME ZONE 'UTC')
) AS clock (recorded_at)
CROSS JOIN LATERAL (
    SELECT
        NULLIF(left(p.default_code, 256), '') AS sku, p.barcode, p.product_tmpl_id
    FROM product_product p
    WHERE p.id = f.product_id
    OFFSET 0
) item
CROSS JOIN LATERAL (
    SELECT t.is_storable, t.uom_id
    FROM product_template t
    WHERE t.id = item.product_tmpl_id
    OFFSET 0
) template
JOIN units ON units.id = template.uom_id
LEFT JOIN places s ON s.id = f.location_id
LEFT JOIN places d ON d.id = f.location_dest_id
LEFT JOIN LATERAL (
    SELECT i.partner_id, i.occurred_at, i.correlation_id, i.event_id, i.traceparent
    FROM stock_tower_inbox i
    WHERE i.id = f.inbox_id
    OFFSET 0
) cause ON true
WHERE template.is_storable OR NOT f.storable_only
ORDER BY f.position
