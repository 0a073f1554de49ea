-- Numbers that came since the last look, per source; whatever they skip is a gap. The
-- first number ever seen opens none: where a source began is not known. A number below
-- the highest one seen belongs to a gap that is open already.
WITH arrived AS (
    SELECT
        partner.id AS partner_id,
        partner.company_id,
        partner.source,
        came.sequence,
        min(came.received_at) AS received_at,
        COALESCE(
            lag(came.sequence) OVER (PARTITION BY partner.id ORDER BY came.sequence),
            partner.last_sequence
        ) AS previous
    FROM stock_tower_partner partner
    JOIN stock_tower_inbox came
        ON came.source = partner.source
        AND came.sequence > COALESCE(partner.last_sequence, -1)
    GROUP BY partner.id, came.sequence
),
opened AS (
    INSERT INTO stock_tower_source_gap (
        partner_id, company_id, source, first_number, last_number, missing, opened_at,
        state
    )
    SELECT
        partner_id, company_id, source, previous + 1, sequence - 1,
        sequence - previous - 1, received_at, 'open'
    FROM arrived
    WHERE sequence > previous + 1
    ON CONFLICT (source, first_number) DO NOTHING
)
UPDATE stock_tower_partner partner
SET last_sequence = highest.sequence
FROM (SELECT partner_id, max(sequence) AS sequence FROM arrived GROUP BY 1) highest
WHERE highest.partner_id = partner.id
