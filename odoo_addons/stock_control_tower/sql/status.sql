-- Outbound lag: age of the oldest event not published. Inbound lag: the slowest
-- event of the last minute.
SELECT
    reader.cursor,
    (SELECT count(*) FROM stock_tower_outbox WHERE sequence IS NULL) AS unnumbered,
    COALESCE((
        SELECT GREATEST(0, extract(epoch FROM
            now() AT TIME ZONE 'UTC' - min(oldest.recorded_at)) * 1000)::bigint
        FROM (
            (SELECT recorded_at FROM stock_tower_outbox
             WHERE sequence > reader.cursor ORDER BY sequence LIMIT 1)
            UNION ALL
            (SELECT recorded_at FROM stock_tower_outbox
             WHERE sequence IS NULL ORDER BY id LIMIT 1)
        ) oldest
    ), 0) AS outbound_ms,
    inbox.*
FROM (
    SELECT COALESCE(min(cursor), 0) AS cursor FROM stock_tower_subscription
    WHERE active AND CASE WHEN %(subscription)s::integer IS NULL
        THEN fence > 0 ELSE id = %(subscription)s END
) reader
CROSS JOIN (
    SELECT
        count(*) FILTER (WHERE state = 'applied') AS applied,
        COALESCE(sum(duplicate_count), 0)::bigint AS duplicates,
        count(*) FILTER (WHERE state = 'recorded') AS recorded,
        count(*) FILTER (WHERE state = 'waiting') AS waiting,
        count(*) FILTER (WHERE state = 'refused') AS refused,
        count(*) FILTER (WHERE state = 'conflict') AS conflicts,
        COALESCE(max(lag_ms) FILTER (
            WHERE received_at > now() AT TIME ZONE 'UTC' - interval '1 minute'
        ), 0) AS inbound_ms
    FROM stock_tower_inbox
) inbox
