-- Numbers what is committed and has no number yet, in order of id.
WITH batch AS (
    SELECT id, row_number() OVER (ORDER BY id) AS place
    FROM stock_tower_outbox
    WHERE sequence IS NULL
    ORDER BY id
    LIMIT %(limit)s
),
counter AS (
    UPDATE stock_tower_sequence
    SET last_value = last_value + (SELECT count(*) FROM batch)
    RETURNING last_value - (SELECT count(*) FROM batch) AS base
)
UPDATE stock_tower_outbox o
SET sequence = counter.base + batch.place,
    numbered_at = clock_timestamp() AT TIME ZONE 'UTC'
FROM batch, counter
WHERE o.id = batch.id
