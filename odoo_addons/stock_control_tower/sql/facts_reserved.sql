-- What is reserved at `keys` now and was not when it was last told, or the other way
-- round: each difference kept beside the log and emitted. Stock that is not sellable
-- is not reserved, whatever Odoo has promised of it.
SELECT
    row_number() OVER () AS position,
    gen_random_uuid()::text AS event_id,
    %(kind)s::text AS kind,
    %(reason)s::text AS reason,
    k.company_id,
    k.product_id,
    k.lot_id,
    k.package_id,
    k.package_id AS result_package_id,
    k.owner_id,
    k.location_id,
    k.location_id AS location_dest_id,
    CASE WHEN k.now > k.told THEN 'available' ELSE 'reserved' END AS from_state,
    CASE WHEN k.now > k.told THEN 'reserved' ELSE 'available' END AS to_state,
    abs(k.now - k.told) AS quantity,
    NULL::integer AS move_id,
    NULL::integer AS move_line_id,
    NULL::integer AS picking_id,
    NULL::integer AS picking_type_id,
    NULL::integer AS scrap_id,
    false AS counted,
    NULL::integer AS inbox_id,
    NULL::timestamp AS occurred_at,
    'odoo:reserved:' || concat_ws(
        ':', k.product_id, k.location_id, COALESCE(k.lot_id, 0),
        COALESCE(k.package_id, 0), COALESCE(k.owner_id, 0)
    ) || ':' || gen_random_uuid() AS business_key,
    NULL::text AS correction,
    NULL::text AS line_id,
    CASE WHEN k.now >= 0 AND k.told >= 0 THEN
        '"reservedBefore":"' || trim_scale(k.told) || '","reservedAfter":"'
        || trim_scale(k.now) || '"'
    END AS line_members,
    false AS storable_only
FROM kept k
