-- The same from the log, after the event numbered `until`. What open transfers would have
-- brought is not in the log.
SELECT
    NULL::integer AS id, location.company_id, fold.product_id, location.warehouse_id,
    fold.location_id, fold.lot_id, fold.package_id, fold.owner_id,
    CASE fold.state WHEN 'reserved' THEN 'available' ELSE fold.state END AS state,
    CASE fold.state WHEN 'in_transit' THEN 0 ELSE fold.quantity END AS on_hand,
    CASE fold.state WHEN 'available' THEN fold.quantity ELSE 0 END AS available,
    CASE fold.state WHEN 'reserved' THEN fold.quantity ELSE 0 END AS reserved,
    CASE fold.state WHEN 'quarantined' THEN fold.quantity ELSE 0 END AS quarantined,
    CASE fold.state WHEN 'damaged' THEN fold.quantity ELSE 0 END AS damaged,
    CASE fold.state WHEN 'returned' THEN fold.quantity ELSE 0 END AS returned,
    CASE fold.state WHEN 'in_transit' THEN fold.quantity ELSE 0 END AS in_transit,
    0 AS incoming
FROM ({fold}) fold
JOIN stock_location location ON location.id = fold.location_id
