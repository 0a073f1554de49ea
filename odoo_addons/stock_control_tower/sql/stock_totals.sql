-- Stock by state of the products `matching` (id, uom_id), per warehouse and unit, and how
-- many products it is. Quants are added up before their state is looked at: it is that of
-- the location and the lot, and there are fewer of these.
WITH matching AS MATERIALIZED %(matching)s,
place AS MATERIALIZED (
    SELECT *
    FROM stock_location l
    WHERE l.usage IN ('internal', 'transit')
        AND (l.warehouse_id = ANY(%(warehouses)s)
            OR (%(transit)s AND l.warehouse_id IS NULL AND l.usage = 'transit'
                AND COALESCE(l.company_id = ANY(%(companies)s), true)))
),
lying AS (
    SELECT l.warehouse_id, stock.uom_id, {state} AS state,
        COALESCE(stock.owner_id = ANY(%(owners)s), true) AS owned,
        stock.quantity, stock.reserved
    FROM (
        SELECT quant.location_id, quant.lot_id, quant.owner_id, matching.uom_id,
            COALESCE(sum(quant.quantity), 0)::numeric AS quantity,
            sum(quant.reserved_quantity)::numeric AS reserved
        FROM stock_quant quant
        JOIN matching ON matching.id = quant.product_id
        GROUP BY quant.location_id, quant.lot_id, quant.owner_id, matching.uom_id
    ) stock
    JOIN place l ON l.id = stock.location_id
    LEFT JOIN stock_lot lot ON lot.id = stock.lot_id
),
held AS MATERIALIZED (
    SELECT DISTINCT quant.product_id, matching.uom_id, place.warehouse_id
    FROM stock_quant quant
    JOIN matching ON matching.id = quant.product_id
    JOIN place ON place.id = quant.location_id
)
SELECT warehouse_id, uom_id, NULL::bigint AS products, state, owned,
    sum(CASE WHEN state = 'in_transit' THEN 0 ELSE quantity END) AS on_hand,
    sum(CASE WHEN state = 'available' THEN reserved ELSE 0 END) AS reserved,
    sum(CASE WHEN state = 'in_transit' THEN quantity ELSE 0 END) AS in_transit,
    0 AS incoming
FROM lying
GROUP BY warehouse_id, uom_id, state, owned
UNION ALL
SELECT coming.warehouse_id, matching.uom_id, NULL::bigint, 'coming', true, 0, 0,
    sum(coming.in_transit), sum(coming.incoming)
FROM (%(coming)s) coming
JOIN matching ON matching.id = coming.product_id
WHERE coming.warehouse_id = ANY(%(warehouses)s)
    OR (%(transit)s AND coming.warehouse_id IS NULL
        AND COALESCE(coming.company_id = ANY(%(companies)s), true))
GROUP BY coming.warehouse_id, matching.uom_id
UNION ALL
SELECT warehouse_id, uom_id, count(*), NULL, NULL, NULL, NULL, NULL, NULL
FROM held
WHERE warehouse_id IS NOT NULL
GROUP BY warehouse_id, uom_id
UNION ALL
SELECT NULL, uom_id, count(DISTINCT product_id), NULL, NULL, NULL, NULL, NULL, NULL
FROM held
GROUP BY uom_id
