-- What open moves bring to `warehouses` from outside them, of the company's own stock:
-- `in_transit` has left where it came from and is held for the open second leg, and so
-- it is no more in transit toward nowhere; `incoming` is awaited. Together they are
-- Odoo's incoming_qty. A chain's first move names where the goods end up, so it counts
-- and moves inside the warehouse do not.
SELECT move.product_id, part.warehouse_id, part.company_id, part.incoming, part.in_transit,
    move.id AS move_id
FROM stock_move move
JOIN stock_location target
    ON target.id = COALESCE(move.location_final_id, move.location_dest_id)
JOIN stock_location source ON source.id = move.location_id
JOIN res_company company ON company.id = move.company_id
LEFT JOIN stock_picking picking ON picking.id = move.picking_id
CROSS JOIN LATERAL (
    SELECT
        COALESCE(sum(line.quantity_product_uom) FILTER (
            WHERE COALESCE(line.owner_id, company.partner_id) = company.partner_id
        ), 0)::numeric AS own,
        COALESCE(sum(line.quantity_product_uom) FILTER (
            WHERE line.owner_id <> company.partner_id
        ), 0)::numeric AS foreign_owned
    FROM stock_move_line line
    WHERE line.move_id = move.id
) lines
CROSS JOIN LATERAL (
    SELECT
        GREATEST(move.product_qty::numeric - lines.foreign_owned, 0) AS quantity,
        CASE WHEN source.usage = 'transit'
            THEN LEAST(GREATEST(move.product_qty::numeric - lines.foreign_owned, 0), lines.own)
            ELSE 0
        END AS held
) open
CROSS JOIN LATERAL (
    VALUES
        (target.warehouse_id, target.company_id, open.quantity - open.held, open.held),
        (source.warehouse_id, source.company_id, 0, -open.held)
) AS part (warehouse_id, company_id, incoming, in_transit)
WHERE move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')
    AND target.usage IN ('internal', 'view')
    AND target.warehouse_id = ANY(%(warehouses)s)
    AND source.warehouse_id IS DISTINCT FROM target.warehouse_id
    AND COALESCE(move.restrict_partner_id, picking.owner_id, company.partner_id)
        = company.partner_id
    AND (part.incoming <> 0 OR part.in_transit <> 0)
