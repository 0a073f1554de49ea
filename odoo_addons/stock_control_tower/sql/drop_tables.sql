DROP TABLE IF EXISTS
    stock_tower_balance,
    stock_tower_horizon,
    stock_tower_reserved,
    stock_tower_sequence
