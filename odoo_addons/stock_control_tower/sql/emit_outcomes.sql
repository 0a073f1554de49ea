-- One event_outcome per item; the items hold the whole data already.
INSERT INTO stock_tower_outbox (
    event_id, kind, company_id, warehouse_id, inbox_id, partner_id, occurred_at,
    recorded_at, correlation_id, causation_id, traceparent, environment,
    partition_key, subject, business_key, data
)
SELECT
    gen_random_uuid()::text,
    'event_outcome',
    o.company_id,
    o.warehouse_id,
    o.inbox_id,
    o.partner_id,
    COALESCE(o.occurred_at, clock.recorded_at),
    clock.recorded_at,
    o.correlation_id,
    o.causation_id,
    o.traceparent,
    %(environment)s,
    concat_ws('|', o.company_id, '-', o.partner_id),
    o.subject,
    COALESCE(o.business_key, o.data ->> 'businessKey'),
    o.data
FROM jsonb_to_recordset(%(items)s::jsonb) AS o (
    position integer,
    data jsonb,
    partner_id integer,
    company_id integer,
    warehouse_id integer,
    inbox_id integer,
    subject text,
    business_key text,
    correlation_id text,
    causation_id text,
    traceparent text,
    occurred_at timestamp
)
CROSS JOIN (
    SELECT date_trunc('milliseconds', clock_timestamp() AT TIME ZONE 'UTC')
) AS clock (recorded_at)
ORDER BY o.position
RETURNING event_id
