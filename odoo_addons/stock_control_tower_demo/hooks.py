"""Makes the demo company from the lists in data/, always in the same way.

The lists are also what a partner's system is given: their codes (SKU, bin barcode,
lot) are the words that both sides share.
"""

from .company import make_company, make_partners, make_users, make_warehouses
from .goods import make_products, put_opening_stock, put_other_stock
from .orders import make_contacts, make_orders, make_transfers


def post_init_hook(env):
    """Fill a database with Meridian Distribution."""
    company = make_company(env)
    env = env(
        context=dict(
            env.context, allowed_company_ids=company.ids, tracking_disable=True
        )
    )
    company = company.with_env(env)
    warehouses, bins = make_warehouses(company)
    make_users(company)
    make_partners(company, warehouses)
    products = make_products(company)
    put_opening_stock(products, warehouses, bins)
    contacts = make_contacts(company)
    put_other_stock(products, bins, contacts)
    make_orders(warehouses, products, contacts)
    make_transfers(warehouses, products)
