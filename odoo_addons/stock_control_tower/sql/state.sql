-- The state of what lies at location `l`, of lot `lot` where there is one.
CASE
    WHEN l.usage = 'transit' THEN 'in_transit'
    WHEN l.usage <> 'internal' THEN 'outside'
    WHEN COALESCE(l.tower_effective_state, 'available') <> 'available'
        THEN l.tower_effective_state
    WHEN lot.tower_hold OR lot.tower_expired THEN 'quarantined'
    ELSE 'available'
END
