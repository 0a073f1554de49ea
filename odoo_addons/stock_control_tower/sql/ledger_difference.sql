-- Keys where the sum of events is not the stock; none as long as the ledger holds.
SELECT product_id, location_id, lot_id, package_id, owner_id,
    sum(in_events) AS in_events, sum(in_quants) AS in_quants
FROM (
    SELECT product_id, location_dest_id AS location_id, lot_id,
        result_package_id AS package_id, owner_id, quantity AS in_events,
        0 AS in_quants
    FROM stock_tower_outbox
    WHERE location_dest_id IS NOT NULL
    UNION ALL
    SELECT product_id, location_id, lot_id, package_id, owner_id, -quantity, 0
    FROM stock_tower_outbox
    WHERE location_id IS NOT NULL
    UNION ALL
    SELECT q.product_id, q.location_id, q.lot_id, q.package_id, q.owner_id, 0,
        q.quantity
    FROM stock_quant q
    JOIN stock_location l ON l.id = q.location_id
    WHERE l.usage IN ('internal', 'transit')
) figure
GROUP BY product_id, location_id, lot_id, package_id, owner_id
HAVING round(sum(in_events), 6) <> round(sum(in_quants)::numeric, 6)
