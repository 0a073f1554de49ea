def post_init_hook(env):
    """Open the ledger: one event per stock figure that exists at install."""
    env["stock.tower.outbox"]._emit_opening_balances()
