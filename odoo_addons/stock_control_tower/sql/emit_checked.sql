-- Emits, then compares what the rows say with what happened to the quants while
-- they were done; gives the keys where the two differ (as a rule: none).
WITH emitted AS (
    {emit}
    RETURNING product_id, location_id, location_dest_id, lot_id, package_id,
        result_package_id, owner_id, quantity
)
SELECT product_id, location_id, lot_id, package_id, owner_id,
    round(sum(quantity)::numeric, 6)
FROM (
    SELECT product_id, location_id, lot_id, package_id, owner_id,
        quantity::float8 AS quantity
    FROM emitted
    WHERE location_id IS NOT NULL
    UNION ALL
    SELECT product_id, location_dest_id, lot_id, result_package_id, owner_id,
        -quantity::float8
    FROM emitted
    WHERE location_dest_id IS NOT NULL
    UNION ALL
    {changes}
) difference
GROUP BY product_id, location_id, lot_id, package_id, owner_id
HAVING round(sum(quantity)::numeric, 6) <> 0
