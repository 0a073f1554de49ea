-- Each quant of the ledger with its quantity under the state it is in: five states
-- that add up to on hand, and in transit beside them.
SELECT
    s.id, s.company_id, s.product_id, s.warehouse_id, s.location_id, s.lot_id,
    s.package_id, s.owner_id, s.state,
    CASE WHEN s.state = 'in_transit' THEN 0 ELSE s.quantity END AS on_hand,
    CASE s.state WHEN 'available' THEN s.quantity - s.reserved ELSE 0 END AS available,
    CASE s.state WHEN 'available' THEN s.reserved ELSE 0 END AS reserved,
    CASE s.state WHEN 'quarantined' THEN s.quantity ELSE 0 END AS quarantined,
    CASE s.state WHEN 'damaged' THEN s.quantity ELSE 0 END AS damaged,
    CASE s.state WHEN 'returned' THEN s.quantity ELSE 0 END AS returned,
    CASE s.state WHEN 'in_transit' THEN s.quantity ELSE 0 END AS in_transit
FROM (
    SELECT
        q.id, l.company_id, q.product_id, l.warehouse_id, q.location_id, q.lot_id,
        q.package_id, q.owner_id,
        -- NULL where Odoo found the quant busy and made another one to reserve on.
        COALESCE(q.quantity, 0)::numeric AS quantity,
        q.reserved_quantity::numeric AS reserved, {state} AS state
    FROM stock_quant q
    JOIN stock_location l ON l.id = q.location_id
    LEFT JOIN stock_lot lot ON lot.id = q.lot_id
    WHERE l.usage IN ('internal', 'transit')
) s
