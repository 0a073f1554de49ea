UPDATE stock_tower_source_gap gap
SET
    missing = gap.last_number - gap.first_number + 1 - came.numbers,
    state = CASE
        WHEN came.numbers = gap.last_number - gap.first_number + 1 THEN 'filled'
        ELSE gap.state
    END,
    closed_at = CASE
        WHEN came.numbers = gap.last_number - gap.first_number + 1 THEN came.received_at
    END
FROM (
    SELECT
        wanted.id,
        count(DISTINCT inbox.sequence) AS numbers,
        max(inbox.received_at) AS received_at
    FROM stock_tower_source_gap wanted
    JOIN stock_tower_inbox inbox
        ON inbox.source = wanted.source
        AND inbox.sequence BETWEEN wanted.first_number AND wanted.last_number
    WHERE wanted.state = 'open'
    GROUP BY wanted.id
) came
WHERE came.id = gap.id
    AND gap.missing <> gap.last_number - gap.first_number + 1 - came.numbers
