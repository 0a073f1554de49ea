-- One row per key again, none where nothing is reserved.
WITH gone AS (DELETE FROM stock_tower_reserved RETURNING *)
INSERT INTO stock_tower_reserved
SELECT product_id, location_id, lot_id, package_id, owner_id, sum(quantity)
FROM gone
GROUP BY product_id, location_id, lot_id, package_id, owner_id
HAVING sum(quantity) <> 0
