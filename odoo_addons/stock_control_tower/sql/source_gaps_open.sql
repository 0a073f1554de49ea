-- Numbers that came since the last look, per source; whatever they skip is a gap. The
-- first number ever seen opens none: where a source began is not known. A number below
-- the highest one seen belongs to a gap that is open already. A number that stands alone,
-- more than a million from all others, is not believed: one slip of a sender near 2^63
-- would leave nothing above it to be missed. Two near each other are a source that
-- counts anew.
WITH arrived AS (
    SELECT
        partner.id AS partner_id,
        partner.company_id,
        partner.source,
        came.sequence,
        min(came.received_at) AS received_at,
        partner.last_sequence,
        COALESCE(lag(came.sequence) OVER upwards, partner.last_sequence) AS previous,
        lead(came.sequence) OVER upwards AS following
    FROM stock_tower_partner partner
    JOIN stock_tower_inbox came
        ON came.source = partner.source
        AND came.sequence > COALESCE(partner.last_sequence, -1)
    GROUP BY partner.id, came.sequence
    WINDOW upwards AS (PARTITION BY partner.id ORDER BY came.sequence)
),
believed AS (
    SELECT
        partner_id, company_id, source, sequence, received_at,
        COALESCE(
            lag(sequence) OVER (PARTITION BY partner_id ORDER BY sequence),
            last_sequence
        ) AS previous
    FROM arrived
    WHERE sequence - previous <= 1000000 OR following - sequence <= 1000000
),
opened AS (
    INSERT INTO stock_tower_source_gap (
        partner_id, company_id, source, first_number, last_number, missing, opened_at,
        state
    )
    SELECT
        partner_id, company_id, source, previous + 1, sequence - 1,
        sequence - previous - 1, received_at, 'open'
    FROM believed
    WHERE sequence > previous + 1
    ON CONFLICT (source, first_number) DO NOTHING
)
UPDATE stock_tower_partner partner
SET last_sequence = highest.sequence
FROM (SELECT partner_id, max(sequence) AS sequence FROM believed GROUP BY 1) highest
WHERE highest.partner_id = partner.id
