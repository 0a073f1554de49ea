-- Emits changed reservations and remembers what was told. `falling`: only those that
-- became less, or only the others; NULL: both.
WITH figures AS MATERIALIZED (
    SELECT
        key.*,
        l.company_id,
        COALESCE((
            SELECT round(sum(q.reserved_quantity)::numeric, 6)
            FROM stock_quant q
            WHERE {state} = 'available'
                AND q.product_id = key.product_id
                AND q.location_id = key.location_id
                AND q.lot_id IS NOT DISTINCT FROM key.lot_id
                AND q.package_id IS NOT DISTINCT FROM key.package_id
                AND q.owner_id IS NOT DISTINCT FROM key.owner_id
        ), 0) AS now,
        COALESCE((
            SELECT sum(r.quantity)
            FROM stock_tower_reserved r
            WHERE r.product_id = key.product_id
                AND r.location_id = key.location_id
                AND r.lot_id IS NOT DISTINCT FROM key.lot_id
                AND r.package_id IS NOT DISTINCT FROM key.package_id
                AND r.owner_id IS NOT DISTINCT FROM key.owner_id
        ), 0) AS told
    FROM jsonb_to_recordset(%(keys)s::jsonb) AS key (
        product_id integer, location_id integer, lot_id integer, package_id integer,
        owner_id integer
    )
    JOIN stock_location l ON l.id = key.location_id
    LEFT JOIN stock_lot lot ON lot.id = key.lot_id
),
kept AS MATERIALIZED (
    SELECT * FROM figures
    WHERE now <> told
        AND (%(falling)s::boolean IS NULL OR %(falling)s::boolean = (now < told))
),
told AS (
    INSERT INTO stock_tower_reserved
    SELECT product_id, location_id, lot_id, package_id, owner_id, now - told
    FROM kept
)
{emit}
