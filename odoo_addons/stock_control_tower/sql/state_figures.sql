-- On hand and its state per key, for stock under `paths` or of `lots`; quants of nothing
-- too, since somebody may be adding to one.
SELECT q.product_id, q.location_id, q.lot_id, q.package_id, q.owner_id,
    {state} AS state,
    COALESCE(round(sum(q.quantity)::numeric, 6), 0) AS quantity
FROM stock_quant q
JOIN stock_location l ON l.id = q.location_id
LEFT JOIN stock_lot lot ON lot.id = q.lot_id
WHERE l.parent_path LIKE ANY (%(paths)s::text[]) OR q.lot_id = ANY (%(lots)s::integer[])
GROUP BY q.product_id, q.location_id, q.lot_id, q.package_id, q.owner_id, l.id, lot.id
