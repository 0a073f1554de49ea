-- Turns facts into outbox rows, the event's data frozen as it is now.
-- {facts} is one of the facts_*.sql; {expiry} a lot's expiry day or NULL; {orders} the
-- orders behind a move, where the apps that know them are installed. What a fact
-- leaves open (kind, states) follows from its places and its lot. Outside the ledger
-- (supplier, customer, loss, production) a side has no location.
--
-- It runs inside every stock movement, so it is written for speed: json from text
-- costs a third of jsonb_build_object. LATERAL with OFFSET 0 and sub-selects are looked
-- up by key, row by row, whatever the statistics say: a database whose tables were
-- empty a moment ago made joins a hundred times slower. Places, units and causes
-- repeat, and PostgreSQL remembers them.
INSERT INTO stock_tower_outbox (
    event_id, kind, company_id, warehouse_id, product_id, lot_id, package_id,
    result_package_id, owner_id, location_id, location_dest_id, from_state, to_state,
    quantity, move_id, move_line_id, picking_id, inbox_id, partner_id, occurred_at,
    recorded_at, correlation_id, causation_id, traceparent, environment,
    partition_key, subject, business_key, data
)
WITH facts AS MATERIALIZED ({facts}),
places AS MATERIALIZED (
    SELECT
        l.id,
        l.usage,
        CASE WHEN l.usage IN ('internal', 'transit') THEN l.id END AS inside,
        CASE l.usage
            WHEN 'internal' THEN COALESCE(l.tower_effective_state, 'available')
            WHEN 'transit' THEN 'in_transit'
            ELSE 'outside'
        END AS state,
        w.id AS warehouse_id,
        w.code,
        to_json(w.code)::text AS warehouse,
        w.pick_type_id,
        w.pack_type_id,
        w.store_type_id,
        COALESCE(',"location":{{"warehouse":' || to_json(w.code) || ',"bin":'
            || to_json(COALESCE(NULLIF(l.barcode, ''), l.complete_name)) || '}}', '')
            AS place
    FROM stock_location l
    LEFT JOIN stock_warehouse w
        ON w.id = l.warehouse_id AND w.code <> '' AND l.usage IN ('internal', 'transit')
    WHERE l.id IN (SELECT location_id FROM facts UNION SELECT location_dest_id FROM facts)
)
SELECT
    f.event_id,
    k.kind,
    f.company_id,
    COALESCE(s.warehouse_id, d.warehouse_id),
    f.product_id,
    f.lot_id,
    f.package_id,
    f.result_package_id,
    f.owner_id,
    s.inside,
    d.inside,
    k.from_state,
    k.to_state,
    f.quantity,
    f.move_id,
    f.move_line_id,
    f.picking_id,
    f.inbox_id,
    cause.partner_id,
    COALESCE(cause.occurred_at, f.occurred_at, clock.recorded_at),
    clock.recorded_at,
    COALESCE(cause.correlation_id, 'odoo:stock.picking:' || COALESCE(
        CASE WHEN 'transit' IN (s.usage, d.usage) THEN {sent} END, f.picking_id)),
    cause.event_id,
    cause.traceparent,
    %(environment)s,
    COALESCE(f.company_id::text, '-') || '|'
        || COALESCE(s.code, d.code, '-') || '|'
        || COALESCE(item.sku, 'odoo:' || f.product_id),
    item.sku,
    f.business_key,
    (
        '{{"mode":"' || CASE WHEN f.counted THEN 'count' ELSE 'delta' END
        || '","kind":"' || k.kind || '","businessKey":' || to_json(f.business_key)
        || COALESCE(
            ',"location":{{"warehouse":' || COALESCE(s.warehouse, d.warehouse) || '}}', '')
        || CASE WHEN f.picking_id IS NULL THEN '' ELSE COALESCE((
            SELECT ',"references":[{{"type":"picking","id":' || to_json(left(p.name, 256))
                || '}}' {orders} || COALESCE(',{{"type":"origin","id":'
                    || to_json(NULLIF(left(p.origin, 256), '')) || '}}', '') || ']'
            FROM stock_picking p
            WHERE p.id = f.picking_id
        ), '') END
        || COALESCE(',"correction":' || f.correction, '')
        || ',"lines":[{{"lineId":' || COALESCE(to_json(NULLIF(f.line_id, '')), '"1"')
        || ',"item":{{"odooProductId":' || f.product_id || item.codes
        || '}},"quantity":"' || trim_scale(f.quantity::numeric) || '"' || unit.uom
        || ',"from":{{"state":"' || k.from_state || '"' || COALESCE(s.place, '')
        || '}},"to":{{"state":"' || k.to_state || '"' || COALESCE(d.place, '') || '}}'
        || CASE WHEN f.lot_id IS NULL THEN '' ELSE COALESCE((
            SELECT ',"lot":' || to_json(left(lot.name, 256))
                || COALESCE(',"expiry":"' || {expiry} || '"', '')
            FROM stock_lot lot
            WHERE lot.id = f.lot_id
        ), '') END
        || CASE WHEN f.package_id IS NULL AND f.result_package_id IS NULL THEN ''
        ELSE COALESCE((
            SELECT ',"package":' || to_json(left(pack.name, 256))
                || COALESCE(',"sscc":"'
                    || substring(pack.name FROM '^[0-9]{{18}}$') || '"', '')
            FROM stock_package pack
            WHERE pack.id = COALESCE(f.result_package_id, f.package_id)
        ), '') END
        || CASE WHEN f.owner_id IS NULL THEN '' ELSE COALESCE((
            SELECT ',"owner":' || to_json(NULLIF(left(owner.name, 512), ''))
            FROM res_partner owner
            WHERE owner.id = f.owner_id
        ), '') END
        || COALESCE(',"reason":"' || COALESCE(f.reason, k.reason) || '"', '')
        || COALESCE(',' || f.line_members, '')
        || CASE WHEN f.counted THEN (
            SELECT ',"countedQuantity":"' || trim_scale(GREATEST(c.now, 0))
                || '","expectedQuantity":"' || trim_scale(GREATEST(c.now
                    + CASE WHEN s.inside IS NULL THEN -1 ELSE 1 END
                        * f.quantity::numeric, 0)) || '"'
            FROM (
                SELECT round(COALESCE(sum(q.quantity), 0)::numeric, 6) AS now
                FROM stock_quant q
                WHERE q.product_id = f.product_id
                    AND q.location_id = COALESCE(s.inside, d.inside)
                    AND q.lot_id IS NOT DISTINCT FROM f.lot_id
                    AND q.package_id IS NOT DISTINCT FROM
                        COALESCE(f.package_id, f.result_package_id)
                    AND q.owner_id IS NOT DISTINCT FROM f.owner_id
            ) c
        ) ELSE '' END
        || '}}]}}'
    )::json
FROM facts f
CROSS JOIN (
    SELECT date_trunc('milliseconds', clock_timestamp() AT TIME ZONE 'UTC')
) AS clock (recorded_at)
CROSS JOIN LATERAL (
    SELECT
        NULLIF(left(p.default_code, 256), '') AS sku,
        t.uom_id,
        COALESCE(',"sku":' || to_json(NULLIF(left(p.default_code, 256), '')), '')
        || COALESCE(',"gtin":"'
            || substring(p.barcode FROM '^(?:[0-9]{{8}}|[0-9]{{12,14}})$') || '"', '')
        AS codes
    FROM product_product p
    JOIN product_template t ON t.id = p.product_tmpl_id
    WHERE p.id = f.product_id AND (t.is_storable OR NOT f.storable_only)
    OFFSET 0
) item
CROSS JOIN LATERAL (
    SELECT ',"uom":"' || COALESCE(u.unece_code || '"', 'ZZ","uomName":'
        || to_json(left(u.name ->> 'en_US', 256))) AS uom
    FROM uom_uom u
    WHERE u.id = item.uom_id
    OFFSET 0
) unit
LEFT JOIN places s ON s.id = f.location_id
LEFT JOIN places d ON d.id = f.location_dest_id
LEFT JOIN LATERAL (
    SELECT i.partner_id, i.occurred_at, i.correlation_id, i.event_id, i.traceparent,
        i.kind
    FROM stock_tower_inbox i
    WHERE i.id = f.inbox_id
    OFFSET 0
) cause ON true
CROSS JOIN LATERAL (
    SELECT
        COALESCE(f.from_state, CASE WHEN s.state = 'available' AND lot.held
            THEN 'quarantined' ELSE s.state END, 'outside') AS from_state,
        COALESCE(f.to_state, CASE WHEN d.state = 'available' AND lot.held
            THEN 'quarantined' ELSE d.state END, 'outside') AS to_state
    FROM (
        SELECT CASE WHEN f.lot_id IS NOT NULL THEN (
            SELECT l.tower_hold OR l.tower_expired FROM stock_lot l WHERE l.id = f.lot_id
        ) END AS held
    ) lot
    OFFSET 0
) state
CROSS JOIN LATERAL (
    SELECT
        state.from_state,
        state.to_state,
        COALESCE(f.kind, {kind}) AS kind,
        {reason} AS reason
    OFFSET 0
) k
WHERE s.inside IS NOT NULL OR d.inside IS NOT NULL
ORDER BY f.position
