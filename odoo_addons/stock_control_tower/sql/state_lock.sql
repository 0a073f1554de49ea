-- Keeps everybody from moving stock into locations under `paths`, or of `lots`: a new
-- quant's foreign keys wait for this lock, or fail once the row has changed.
WITH places AS MATERIALIZED (
    SELECT id
    FROM stock_location
    WHERE parent_path LIKE ANY (%(paths)s::text[])
    ORDER BY id
    FOR UPDATE {nowait}
),
held AS MATERIALIZED (
    SELECT id
    FROM stock_lot
    WHERE id = ANY (%(lots)s::integer[])
    ORDER BY id
    FOR UPDATE {nowait}
)
SELECT (SELECT count(*) FROM places), (SELECT count(*) FROM held)
