-- What lies in the ledger now, per key. A negative figure has no opening balance
-- in the contract: it opens as a repair that takes stock out.
SELECT
    row_number() OVER (ORDER BY b.product_id, b.location_id) AS position,
    gen_random_uuid()::text AS event_id,
    CASE WHEN b.quantity > 0 THEN 'opening_balance' ELSE 'ledger_self_healed' END
        AS kind,
    CASE WHEN b.quantity < 0 THEN 'odoo:negative_opening' END AS reason,
    b.company_id,
    b.product_id,
    b.lot_id,
    b.package_id,
    b.package_id AS result_package_id,
    b.owner_id,
    CASE WHEN b.quantity < 0 THEN b.location_id END AS location_id,
    CASE WHEN b.quantity > 0 THEN b.location_id END AS location_dest_id,
    NULL::text AS from_state,
    NULL::text AS to_state,
    abs(b.quantity) AS quantity,
    NULL::integer AS move_id,
    NULL::integer AS move_line_id,
    NULL::integer AS picking_id,
    NULL::integer AS picking_type_id,
    NULL::integer AS scrap_id,
    false AS counted,
    NULL::integer AS inbox_id,
    NULL::timestamp AS occurred_at,
    'odoo:opening:' || concat_ws(
        ':', b.product_id, b.location_id, COALESCE(b.lot_id, 0),
        COALESCE(b.package_id, 0), COALESCE(b.owner_id, 0)
    ) AS business_key,
    NULL::text AS correction,
    NULL::text AS line_id,
    NULL::text AS line_members,
    false AS storable_only
FROM (
    SELECT
        q.product_id, q.location_id, q.lot_id, q.package_id, q.owner_id,
        l.company_id, sum(q.quantity) AS quantity
    FROM stock_quant q
    JOIN stock_location l ON l.id = q.location_id
    WHERE l.usage IN ('internal', 'transit')
    GROUP BY q.product_id, q.location_id, q.lot_id, q.package_id, q.owner_id,
        l.company_id
    HAVING round(sum(q.quantity)::numeric, 6) <> 0
) b
