from .models.ledger.sql import statement


def post_init_hook(env):
    """Open the ledger: one event per stock figure that exists at install."""
    env["stock.tower.outbox"]._emit_opening_balances()


def uninstall_hook(env):
    """Odoo drops the tables of models; those that only SQL knows are ours to drop."""
    env.cr.execute(statement("drop_tables"))
