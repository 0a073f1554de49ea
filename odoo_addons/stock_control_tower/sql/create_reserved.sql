-- What the log says is reserved, as differences per key: added to and never changed,
-- so two transactions that reserve the same product never wait for each other.
CREATE TABLE IF NOT EXISTS stock_tower_reserved (
    product_id integer NOT NULL,
    location_id integer NOT NULL,
    lot_id integer,
    package_id integer,
    owner_id integer,
    quantity numeric NOT NULL
);
CREATE INDEX IF NOT EXISTS stock_tower_reserved_key
    ON stock_tower_reserved (product_id, location_id);
