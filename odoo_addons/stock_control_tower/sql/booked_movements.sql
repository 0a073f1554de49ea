-- What has moved, other than by the partner's own events: one row per stock move, since
-- Odoo splits a move by bin and lot where a partner reports one line. Movements that an
-- earlier line of the partner has claimed are left out.
SELECT
    min(o.id) AS id,
    o.kind,
    CASE
        WHEN o.location_id IS NULL THEN 'in'
        WHEN o.location_dest_id IS NULL THEN 'out'
        ELSE 'internal'
    END AS direction,
    o.product_id,
    o.warehouse_id,
    sum(o.quantity) AS quantity,
    min(o.occurred_at) AS occurred_at
FROM (
    SELECT * FROM stock_tower_outbox
    WHERE sequence IS NOT NULL AND product_id = ANY(%(products)s)
    UNION ALL
    SELECT * FROM stock_tower_outbox
    WHERE sequence IS NULL AND product_id = ANY(%(products)s)
) o
WHERE o.kind = ANY(%(kinds)s)
    AND o.occurred_at BETWEEN %(from)s AND %(to)s
    AND o.partner_id IS DISTINCT FROM %(partner)s
GROUP BY COALESCE(o.move_id, -o.id), 2, 3, 4, 5
HAVING NOT EXISTS (
    SELECT FROM stock_tower_comparison line
    WHERE line.partner_id = %(partner)s
        AND line.outbox_id = min(o.id)
        AND line.result IN ('matched', 'differs')
        AND line.id <> ALL(%(mine)s)
)
