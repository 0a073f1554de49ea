-- Keys and states where the sum of events is not the stock; none as long as the
-- ledger holds.
SELECT product_id, location_id, lot_id, package_id, owner_id, state,
    sum(in_events) AS in_events, sum(in_quants) AS in_quants
FROM (
    SELECT product_id, location_id, lot_id, package_id, owner_id, state,
        quantity AS in_events, 0 AS in_quants
    FROM ({fold}) events
    UNION ALL
    SELECT s.product_id, s.location_id, s.lot_id, s.package_id, s.owner_id,
        part.state, 0, part.quantity
    FROM ({states}) s
    CROSS JOIN LATERAL (VALUES
        (s.state, CASE s.state WHEN 'in_transit' THEN s.in_transit
            ELSE s.on_hand - s.reserved END),
        ('reserved', s.reserved)
    ) AS part (state, quantity)
) figure
GROUP BY product_id, location_id, lot_id, package_id, owner_id, state
HAVING round(sum(in_events), 6) <> round(sum(in_quants), 6)
