-- Stock by state as it is, and what open moves bring to `warehouses`: what a position (a
-- product in a warehouse) has and awaits, in rows that add up. Only the first kind has an
-- id, a location, a lot, a package and an owner.
SELECT
    id, company_id, product_id, warehouse_id, location_id, lot_id, package_id, owner_id,
    state, on_hand, available, reserved, quarantined, damaged, returned, in_transit,
    0 AS incoming
FROM ({states}) states
UNION ALL
SELECT
    NULL, company_id, product_id, warehouse_id, NULL, NULL, NULL, NULL,
    'coming', 0, 0, 0, 0, 0, 0, in_transit, incoming
FROM ({coming}) coming
