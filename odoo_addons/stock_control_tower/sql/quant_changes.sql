-- What happened to the ledger's quants: by quant id, and by key where the quant
-- is gone or changed its key.
SELECT
    q.product_id, q.location_id, q.lot_id, q.package_id, q.owner_id,
    c.quantity::numeric AS quantity
FROM unnest(%(quant_ids)s::integer[], %(quant_deltas)s::float8[]) AS c (id, quantity)
CROSS JOIN LATERAL (
    SELECT
        quant.product_id, quant.location_id, quant.lot_id, quant.package_id,
        quant.owner_id,
        (SELECT l.usage FROM stock_location l WHERE l.id = quant.location_id) AS usage
    FROM stock_quant quant
    WHERE quant.id = c.id
    OFFSET 0
) q
WHERE q.usage IN ('internal', 'transit')
UNION ALL
SELECT k.product_id, k.location_id, k.lot_id, k.package_id, k.owner_id, k.quantity
FROM jsonb_to_recordset(%(keyed)s::jsonb) AS k (
    product_id integer, location_id integer, lot_id integer, package_id integer,
    owner_id integer, quantity numeric
)
JOIN stock_location kl ON kl.id = k.location_id
WHERE kl.usage IN ('internal', 'transit')
