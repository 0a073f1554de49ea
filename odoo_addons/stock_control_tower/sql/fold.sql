-- Stock by key and state as the events tell it, until `until` (a sequence; NULL: all,
-- the unnumbered too), of `products` (NULL: all).
SELECT product_id, location_id, lot_id, package_id, owner_id, state,
    sum(quantity) AS quantity
FROM (
    SELECT product_id, location_id, lot_id, package_id, owner_id, state, quantity
    FROM stock_tower_balance
    WHERE %(products)s::integer[] IS NULL OR product_id = ANY (%(products)s::integer[])
    UNION ALL
    SELECT e.product_id, side.location_id, e.lot_id, side.package_id, e.owner_id,
        side.state, side.quantity
    FROM (
        SELECT * FROM stock_tower_outbox
        WHERE sequence IS NOT NULL
            AND (%(until)s::bigint IS NULL OR sequence <= %(until)s::bigint)
            AND (%(products)s::integer[] IS NULL
                OR product_id = ANY (%(products)s::integer[]))
        UNION ALL
        SELECT * FROM stock_tower_outbox
        WHERE sequence IS NULL
            AND %(until)s::bigint IS NULL
            AND (%(products)s::integer[] IS NULL
                OR product_id = ANY (%(products)s::integer[]))
    ) e
    CROSS JOIN LATERAL (VALUES
        (e.location_id, e.package_id, e.from_state, -e.quantity),
        (e.location_dest_id, e.result_package_id, e.to_state, e.quantity)
    ) AS side (location_id, package_id, state, quantity)
    WHERE side.location_id IS NOT NULL
        AND e.quantity <> 0
) entry
GROUP BY product_id, location_id, lot_id, package_id, owner_id, state
HAVING round(sum(quantity), 6) <> 0
