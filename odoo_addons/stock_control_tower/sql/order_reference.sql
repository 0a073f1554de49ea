-- The order that a move fulfils, as one more reference of its event.
|| COALESCE((
    SELECT ',{{"type":"{type}","id":' || to_json(left(o.name, 256)) || '}}'
    FROM stock_move m
    JOIN {table}_order_line ol ON ol.id = m.{field}
    JOIN {table}_order o ON o.id = ol.order_id
    WHERE m.id = f.move_id
), '')
