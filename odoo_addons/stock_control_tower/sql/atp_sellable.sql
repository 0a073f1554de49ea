-- What of `products` is sellable on hand, per warehouse of `scope`, reserved included:
-- in a sellable location, of no held or expired lot, nobody else's.
SELECT quant.product_id, location.warehouse_id,
    round(sum(quant.quantity), %(digits)s)::text
FROM stock_quant quant
JOIN stock_location location ON location.id = quant.location_id
JOIN unnest(%(warehouses)s, %(zones)s, %(owners)s)
    AS scope (warehouse_id, zone, owner_id)
    ON scope.warehouse_id = location.warehouse_id
LEFT JOIN stock_lot lot ON lot.id = quant.lot_id
WHERE quant.product_id = ANY(%(products)s)
    AND location.usage = 'internal'
    AND COALESCE(location.tower_effective_state, 'available') = 'available'
    AND COALESCE(quant.owner_id, scope.owner_id) = scope.owner_id
    AND lot.tower_hold IS NOT TRUE
    AND lot.tower_expired IS NOT TRUE
GROUP BY quant.product_id, location.warehouse_id
HAVING round(sum(quant.quantity), %(digits)s) <> 0
