-- The fold of events that are not kept any more, and up to where it goes.
CREATE TABLE IF NOT EXISTS stock_tower_balance (
    product_id integer NOT NULL,
    location_id integer NOT NULL,
    lot_id integer,
    package_id integer,
    owner_id integer,
    state varchar NOT NULL,
    quantity numeric NOT NULL
);
CREATE INDEX IF NOT EXISTS stock_tower_balance_product
    ON stock_tower_balance (product_id);
CREATE TABLE IF NOT EXISTS stock_tower_horizon (
    one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
    sequence bigint NOT NULL,
    recorded_at timestamp
);
INSERT INTO stock_tower_horizon (sequence) VALUES (0) ON CONFLICT DO NOTHING;
