-- Run by `odoo neutralize` on a copy: it must not speak to the original's subscribers, and the
-- original's tokens must open nothing here.
UPDATE stock_tower_subscription
   SET active = FALSE, url = NULL, secret = NULL, previous_secret = NULL,
       lease_holder = NULL, lease_until = NULL;

UPDATE stock_tower_delivery SET state = 'failed', next_attempt_at = NULL WHERE state = 'pending';

UPDATE stock_tower_token SET revoked_at = now() AT TIME ZONE 'UTC' WHERE revoked_at IS NULL;

UPDATE ir_config_parameter SET value = 'neutralized' WHERE key = 'stock_control_tower.environment';

INSERT INTO ir_config_parameter (key, value)
SELECT 'stock_control_tower.environment', 'neutralized'
 WHERE NOT EXISTS (
    SELECT FROM ir_config_parameter WHERE key = 'stock_control_tower.environment');
