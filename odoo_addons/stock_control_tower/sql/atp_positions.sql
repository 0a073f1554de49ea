-- Every storable product in every warehouse where stock of it lies or an open move
-- begins or ends. In the order of the index on references, so that the first page
-- needs the first products only.
SELECT product.id::bigint * 1048576 + warehouse.id AS id,
    product.id AS product_id, product.default_code, template.categ_id,
    warehouse.id AS warehouse_id, warehouse.company_id
FROM product_product product
JOIN product_template template ON template.id = product.product_tmpl_id
CROSS JOIN stock_warehouse warehouse
WHERE template.is_storable
    AND (template.company_id IS NULL OR template.company_id = warehouse.company_id)
    AND (
        EXISTS (
            SELECT FROM stock_quant quant
            JOIN stock_location location ON location.id = quant.location_id
            WHERE quant.product_id = product.id
                AND location.warehouse_id = warehouse.id
                AND location.usage = 'internal'
        )
        OR EXISTS (
            SELECT FROM stock_move move
            JOIN stock_location source ON source.id = move.location_id
            JOIN stock_location target
                ON target.id = COALESCE(move.location_final_id, move.location_dest_id)
            WHERE move.product_id = product.id
                AND move.state
                    IN ('waiting', 'confirmed', 'partially_available', 'assigned')
                AND warehouse.id IN (source.warehouse_id, target.warehouse_id)
        )
    )
