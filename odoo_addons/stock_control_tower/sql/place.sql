-- What the location of one side means: its state, and how the event names it. Two
-- look-ups of one table each, since PostgreSQL remembers those and not their join.
LEFT JOIN LATERAL (
    SELECT
        CASE WHEN l.usage IN ('internal', 'transit') THEN l.id END AS inside,
        CASE WHEN l.usage IN ('internal', 'transit') THEN l.warehouse_id END
            AS warehouse_id,
        l.usage,
        CASE l.usage
            WHEN 'internal' THEN COALESCE(l.tower_effective_state, 'available')
            WHEN 'transit' THEN 'in_transit'
            ELSE 'outside'
        END AS state,
        to_json(COALESCE(NULLIF(l.barcode, ''), l.complete_name))::text AS bin
    FROM stock_location l
    WHERE l.id = {location}
    OFFSET 0
) {side} ON true
LEFT JOIN LATERAL (
    SELECT
        w.id, w.code, to_json(w.code)::text AS name, w.pick_type_id, w.pack_type_id,
        w.store_type_id
    FROM stock_warehouse w
    WHERE w.id = {side}.warehouse_id AND w.code <> ''
    OFFSET 0
) {side}w ON true
