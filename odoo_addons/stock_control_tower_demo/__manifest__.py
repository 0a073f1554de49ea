{
    "name": "Stock Control Tower: demo company",
    "summary": "Meridian Distribution: three warehouses, 240 products, open orders",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "author": "Stock Control Tower contributors",
    "license": "LGPL-3",
    "depends": ["stock_control_tower"],
    "post_init_hook": "post_init_hook",
    "installable": True,
    "application": False,
}
