-- Replaces the events until `until` by their fold.
WITH balance AS MATERIALIZED ({fold}),
old AS (DELETE FROM stock_tower_balance),
gone AS (
    DELETE FROM stock_tower_outbox WHERE sequence <= %(until)s::bigint
    RETURNING sequence, numbered_at
),
horizon AS (
    UPDATE stock_tower_horizon
    SET sequence = %(until)s::bigint,
        recorded_at = COALESCE((SELECT max(numbered_at) FROM gone), recorded_at)
)
INSERT INTO stock_tower_balance
SELECT * FROM balance
