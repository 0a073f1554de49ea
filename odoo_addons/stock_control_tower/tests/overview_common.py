"""What the overview's tests share: a plain stock user, and numbered events."""

from odoo.tests import new_test_user

from ..models.ledger.sql import statement
from .inbound_common import InboundCase


class OverviewCase(InboundCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env, "tower-stock-user", groups="stock.group_stock_user"
        )
        cls.overview = cls.env["stock.tower.overview"].with_user(cls.user)

    def number_events(self):
        """Number in this transaction what the sequencer numbers after commit."""
        self.env.flush_all()
        self.env.cr.execute(statement("number"), {"limit": 10_000})
        self.env.invalidate_all()
