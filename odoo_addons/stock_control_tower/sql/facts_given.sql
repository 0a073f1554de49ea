-- Facts that Python already knows (amendments, repairs, changed units).
SELECT
    g.position,
    g.event_id,
    g.kind,
    g.reason,
    COALESCE(g.company_id, gs.company_id, gd.company_id) AS company_id,
    g.product_id,
    g.lot_id,
    g.package_id,
    g.result_package_id,
    g.owner_id,
    g.location_id,
    g.location_dest_id,
    g.from_state,
    g.to_state,
    g.quantity,
    g.move_id,
    g.move_line_id,
    g.picking_id,
    NULL::integer AS picking_type_id,
    NULL::integer AS scrap_id,
    COALESCE(g.counted, false) AS counted,
    g.inbox_id,
    NULL::timestamp AS occurred_at,
    COALESCE(g.business_key, 'odoo:' || g.kind || ':' || g.event_id) AS business_key,
    g.correction,
    NULL::text AS line_id,
    g.line_members,
    false AS storable_only
FROM (
    SELECT r.*, gen_random_uuid()::text AS event_id
    FROM jsonb_to_recordset(%(facts)s::jsonb) AS r (
        position integer,
        kind text,
        reason text,
        company_id integer,
        product_id integer,
        lot_id integer,
        package_id integer,
        result_package_id integer,
        owner_id integer,
        location_id integer,
        location_dest_id integer,
        from_state text,
        to_state text,
        quantity numeric,
        counted boolean,
        move_id integer,
        move_line_id integer,
        picking_id integer,
        inbox_id integer,
        business_key text,
        correction text,
        line_members text
    )
) g
LEFT JOIN stock_location gs ON gs.id = g.location_id
LEFT JOIN stock_location gd ON gd.id = g.location_dest_id
