-- Quantity per key: of all keys that have more than one quant
-- (`keys` NULL, limited to `locations` and `products` where given), or of `keys`.
SELECT q.product_id, q.location_id, q.lot_id, q.package_id, q.owner_id,
    COALESCE(sum(q.quantity), 0)
FROM stock_quant q
WHERE %(keys)s::jsonb IS NULL
    AND (%(locations)s::integer[] IS NULL OR q.location_id = ANY(%(locations)s))
    AND (%(products)s::integer[] IS NULL OR q.product_id = ANY(%(products)s))
GROUP BY 1, 2, 3, 4, 5
HAVING count(*) > 1
UNION ALL
SELECT k.product_id, k.location_id, k.lot_id, k.package_id, k.owner_id,
    COALESCE(sum(q.quantity), 0)
FROM jsonb_to_recordset(%(keys)s::jsonb) AS k (
    product_id integer, location_id integer, lot_id integer, package_id integer,
    owner_id integer
)
LEFT JOIN stock_quant q
    ON q.product_id = k.product_id
    AND q.location_id = k.location_id
    AND q.lot_id IS NOT DISTINCT FROM k.lot_id
    AND q.package_id IS NOT DISTINCT FROM k.package_id
    AND q.owner_id IS NOT DISTINCT FROM k.owner_id
GROUP BY 1, 2, 3, 4, 5
