-- The number of the last event: one row, moved only under the sequencer's lock.
CREATE TABLE IF NOT EXISTS stock_tower_sequence (
    one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
    last_value bigint NOT NULL
);
INSERT INTO stock_tower_sequence (last_value) VALUES (0) ON CONFLICT DO NOTHING;
