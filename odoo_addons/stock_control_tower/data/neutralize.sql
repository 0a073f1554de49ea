-- A copy of a production database speaks to nobody of production: no webhook leaves
-- it, nobody reads it with a production token, and its events say where they live.
UPDATE stock_tower_subscription
SET active = false, url = NULL, secret = NULL, previous_secret = NULL,
    previous_secret_expires_at = NULL, lease_holder = NULL, lease_until = NULL;

UPDATE stock_tower_delivery
SET state = 'failed', next_attempt_at = NULL
WHERE state = 'pending';

UPDATE stock_tower_token
SET revoked_at = now() AT TIME ZONE 'UTC'
WHERE revoked_at IS NULL;

INSERT INTO ir_config_parameter (key, value)
VALUES ('stock_control_tower.environment', 'neutralized')
ON CONFLICT (key) DO UPDATE SET value = excluded.value;

UPDATE stock_tower_outbox SET environment = 'neutralized';
