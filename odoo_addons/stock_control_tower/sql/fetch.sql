-- CloudEvents after a position, as JSON text, and the last position looked at.
SELECT
    COALESCE(string_agg(page.event, ',' ORDER BY page.sequence), ''),
    COALESCE(max(page.sequence), %(after)s)
FROM (
    SELECT
        o.sequence,
        CASE WHEN (%(kinds)s::text[] IS NULL OR o.kind = ANY(%(kinds)s::text[]))
            AND (%(warehouse_id)s::integer IS NULL OR o.warehouse_id = %(warehouse_id)s)
            AND (%(from_time)s::timestamp IS NULL OR o.recorded_at >= %(from_time)s)
            AND (%(to_time)s::timestamp IS NULL OR o.recorded_at <= %(to_time)s)
        THEN
            jsonb_strip_nulls(jsonb_build_object(
                'specversion', '1.0',
                'id', o.event_id,
                'source', %(source)s::text,
                'type', 'org.stockcontroltower.' || o.kind || '.v1',
                'subject', o.subject,
                'time', to_char(o.occurred_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                'recordedtime',
                    to_char(o.recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                'datacontenttype', 'application/json',
                'dataschema',
                    'https://stockcontroltower.org/contract/v1/events/'
                    || o.kind || '.schema.json',
                'partitionkey', left(o.partition_key, 1024),
                'sequence', lpad(o.sequence::text, 20, '0'),
                'environment', o.environment,
                'correlationid', o.correlation_id,
                'causationid', o.causation_id,
                'traceparent', o.traceparent,
                'origin', COALESCE(partner.code, 'odoo'),
                'data', o.data
            ))::text
        END AS event
    FROM stock_tower_outbox o
    LEFT JOIN stock_tower_partner partner ON partner.id = o.partner_id
    WHERE o.sequence > %(after)s
        AND (%(until)s::bigint IS NULL OR o.sequence <= %(until)s)
    ORDER BY o.sequence
    LIMIT %(limit)s
) page
