-- What happened to the ledger's quants: by quant id, and by key where the quant
-- is gone or changed its key.
SELECT
    q.product_id, q.location_id, q.lot_id, q.package_id, q.owner_id,
    c.quantity
FROM unnest(%(quant_ids)s::integer[], %(quant_deltas)s::float8[]) AS c (id, quantity)
CROSS JOIN LATERAL (
    SELECT
        quant.product_id, quant.location_id, quant.lot_id, quant.package_id,
        quant.owner_id
    FROM stock_quant quant
    WHERE quant.id = c.id
    OFFSET 0
) q
CROSS JOIN LATERAL (
    SELECT FROM stock_location l
    WHERE l.id = q.location_id AND l.usage IN ('internal', 'transit')
    OFFSET 0
) inside
UNION ALL
SELECT k.product_id, k.location_id, k.lot_id, k.package_id, k.owner_id, k.quantity::float8
FROM jsonb_to_recordset(%(keyed)s::jsonb) AS k (
    product_id integer, location_id integer, lot_id integer, package_id integer,
    owner_id integer, quantity numeric
)
JOIN stock_location kl ON kl.id = k.location_id
WHERE kl.usage IN ('internal', 'transit')
