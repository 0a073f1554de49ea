-- Turns facts into outbox rows, the event's data frozen as it is now.
-- {facts} is one of the facts_*.sql; {expiry} a lot's expiry day or NULL.
-- Outside the ledger (supplier, customer, loss, production) a side is NULL.
INSERT INTO stock_tower_outbox (
    event_id, kind, company_id, warehouse_id, product_id, lot_id, package_id,
    result_package_id, owner_id, location_id, location_dest_id, quantity, move_id,
    move_line_id, picking_id, inbox_id, partner_id, occurred_at, recorded_at,
    correlation_id, causation_id, traceparent, environment, partition_key, subject,
    business_key, data
)
SELECT
    f.event_id,
    f.kind,
    f.company_id,
    COALESCE(sw.id, dw.id),
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
    i.partner_id,
    COALESCE(i.occurred_at, f.occurred_at, clock.recorded_at),
    clock.recorded_at,
    COALESCE(i.correlation_id, 'odoo:stock.picking:' || f.picking_id),
    i.event_id,
    i.traceparent,
    %(environment)s,
    concat_ws(
        '|',
        f.company_id,
        COALESCE(sw.code, dw.code, '-'),
        COALESCE(NULLIF(p.default_code, ''), 'odoo:' || p.id)
    ),
    NULLIF(left(p.default_code, 256), ''),
    f.business_key,
    jsonb_strip_nulls(jsonb_build_object(
        'kind', f.kind,
        'mode', 'delta',
        'businessKey', f.business_key,
        'location', CASE WHEN COALESCE(sw.code, dw.code) <> '' THEN
            jsonb_build_object('warehouse', COALESCE(sw.code, dw.code)) END,
        'references', CASE WHEN pick.id IS NOT NULL THEN
            CASE WHEN pick.origin <> '' THEN jsonb_build_array(
                jsonb_build_object('type', 'picking', 'id', left(pick.name, 256)),
                jsonb_build_object('type', 'origin', 'id', left(pick.origin, 256)))
            ELSE jsonb_build_array(
                jsonb_build_object('type', 'picking', 'id', left(pick.name, 256)))
            END END,
        'correction', f.correction,
        'lines', jsonb_build_array(jsonb_build_object(
            'lineId', COALESCE(NULLIF(m.tower_line, ''), '1'),
            'item', jsonb_build_object(
                'sku', NULLIF(left(p.default_code, 256), ''),
                'gtin', CASE WHEN p.barcode ~ '^([0-9]{{8}}|[0-9]{{12,14}})$'
                    THEN p.barcode END,
                'odooProductId', p.id),
            'quantity', trim_scale(f.quantity)::text,
            'uom', COALESCE(u.unece_code, 'ZZ'),
            'uomName', CASE WHEN u.unece_code IS NULL THEN
                left(u.name ->> 'en_US', 256) END,
            'from', jsonb_build_object(
                'state', CASE s.usage WHEN 'internal' THEN 'available'
                    WHEN 'transit' THEN 'in_transit' ELSE 'outside' END,
                'location', CASE WHEN sw.code <> '' THEN jsonb_build_object(
                    'warehouse', sw.code,
                    'bin', COALESCE(NULLIF(s.barcode, ''), s.complete_name)) END),
            'to', jsonb_build_object(
                'state', CASE d.usage WHEN 'internal' THEN 'available'
                    WHEN 'transit' THEN 'in_transit' ELSE 'outside' END,
                'location', CASE WHEN dw.code <> '' THEN jsonb_build_object(
                    'warehouse', dw.code,
                    'bin', COALESCE(NULLIF(d.barcode, ''), d.complete_name)) END),
            'lot', NULLIF(left(lot.name, 256), ''),
            'expiry', {expiry},
            'package', left(COALESCE(rpk.name, pk.name), 256),
            'sscc', substring(COALESCE(rpk.name, pk.name) FROM '^[0-9]{{18}}$'),
            'owner', NULLIF(left(owner.name, 512), ''),
            'reason', f.reason
        ) || COALESCE(f.line, '{{}}'::jsonb))
    ))
FROM ({facts}) f
CROSS JOIN (
    SELECT date_trunc('milliseconds', clock_timestamp() AT TIME ZONE 'UTC')
) AS clock (recorded_at)
JOIN product_product p ON p.id = f.product_id
JOIN product_template t ON t.id = p.product_tmpl_id
JOIN uom_uom u ON u.id = t.uom_id
LEFT JOIN stock_location s ON s.id = f.location_id
LEFT JOIN stock_location d ON d.id = f.location_dest_id
LEFT JOIN stock_warehouse sw ON sw.id = s.warehouse_id
LEFT JOIN stock_warehouse dw ON dw.id = d.warehouse_id
LEFT JOIN stock_move m ON m.id = f.move_id
LEFT JOIN stock_lot lot ON lot.id = f.lot_id
LEFT JOIN stock_package pk ON pk.id = f.package_id
LEFT JOIN stock_package rpk ON rpk.id = f.result_package_id
LEFT JOIN res_partner owner ON owner.id = f.owner_id
LEFT JOIN stock_picking pick ON pick.id = f.picking_id
LEFT JOIN stock_tower_inbox i ON i.id = f.inbox_id
ORDER BY f.position
