CASE
    WHEN s.usage NOT IN ('internal', 'transit', 'customer', 'supplier')
        THEN 'odoo:from_' || s.usage
    WHEN d.usage NOT IN ('internal', 'transit', 'customer', 'supplier')
        THEN 'odoo:to_' || d.usage
END
