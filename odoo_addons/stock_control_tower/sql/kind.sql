-- The kind of a movement by its places (s, d) and states: the contract's table of
-- which kind moves between which states. What a partner called it stands where Odoo
-- alone could not tell it from something else.
CASE
    WHEN cause.kind = 'shipment_voided' AND state.from_state = 'outside'
        AND d.inside IS NOT NULL
        THEN 'shipment_voided'
    WHEN cause.kind IN ('putaway_completed', 'pick_confirmed', 'packed')
        AND s.usage = 'internal' AND d.usage = 'internal'
        AND state.from_state = state.to_state
        -- Steps before the one that was reported are booked with it.
        AND NOT COALESCE(f.picking_type_id IN (s.pick_type_id, s.pack_type_id), false)
        THEN cause.kind
    WHEN s.usage = 'internal' AND d.usage = 'internal' THEN CASE
        WHEN state.from_state = 'returned' AND state.to_state <> 'returned'
            THEN 'return_inspected'
        WHEN state.to_state IN ('quarantined', 'damaged')
            AND state.from_state IN ('available', 'quarantined')
            AND state.from_state <> state.to_state
            THEN 'quality_hold_placed'
        WHEN state.from_state IN ('quarantined', 'damaged')
            AND state.to_state = 'available'
            THEN 'quality_hold_released'
        WHEN f.picking_type_id = s.pick_type_id THEN 'pick_confirmed'
        WHEN f.picking_type_id = s.pack_type_id THEN 'packed'
        WHEN f.picking_type_id = s.store_type_id THEN 'putaway_completed'
        ELSE 'stock_moved'
    END
    WHEN f.counted THEN 'cycle_count_posted'
    WHEN s.usage = 'supplier' AND d.usage = 'internal' THEN
        CASE state.to_state WHEN 'returned' THEN 'stock_moved' ELSE 'goods_received' END
    WHEN s.usage = 'customer' AND d.usage = 'internal' THEN 'return_received'
    WHEN s.inside IS NOT NULL AND d.usage IN ('customer', 'supplier')
        THEN 'shipment_dispatched'
    WHEN s.usage = 'internal' AND d.usage = 'transit' THEN 'transfer_dispatched'
    WHEN s.usage = 'transit' AND d.usage = 'internal' THEN 'transfer_received'
    WHEN state.from_state = 'returned' AND f.scrap_id IS NOT NULL
        THEN 'return_inspected'
    WHEN s.usage NOT IN ('internal', 'transit', 'customer', 'supplier')
        OR d.usage NOT IN ('internal', 'transit', 'customer', 'supplier')
        THEN 'adjustment_posted'
    ELSE 'stock_moved'
END
