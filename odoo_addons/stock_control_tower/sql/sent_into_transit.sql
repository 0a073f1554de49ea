-- The transfer by which goods between two warehouses left first: both legs, their
-- backorders too, are one story.
(
    SELECT min(leaving.picking_id)
    FROM (
        SELECT f.move_id AS id
        UNION ALL
        SELECT rel.move_dest_id
        FROM stock_move_move_rel rel
        WHERE rel.move_orig_id = f.move_id
    ) arriving
    JOIN stock_move_move_rel rel ON rel.move_dest_id = arriving.id
    JOIN stock_move leaving ON leaving.id = rel.move_orig_id
    JOIN stock_location transit ON transit.id = leaving.location_dest_id
    WHERE transit.usage = 'transit'
)
