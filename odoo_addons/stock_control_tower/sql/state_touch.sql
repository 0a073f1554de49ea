-- Writes the quants at `keys` as they are: who has changed one since we looked, or will
-- without having seen the new state, fails on serialization and starts anew.
UPDATE stock_quant q
SET quantity = q.quantity
FROM jsonb_to_recordset(%(keys)s::jsonb) AS key (
    product_id integer, location_id integer, lot_id integer, package_id integer,
    owner_id integer
)
WHERE q.product_id = key.product_id
    AND q.location_id = key.location_id
    AND q.lot_id IS NOT DISTINCT FROM key.lot_id
    AND q.package_id IS NOT DISTINCT FROM key.package_id
    AND q.owner_id IS NOT DISTINCT FROM key.owner_id
