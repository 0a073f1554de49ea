"""What the tests of exceptions share."""

import json

from odoo.tests import new_test_user

from .inbound_common import InboundCase


class ExceptionCase(InboundCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.exceptions = cls.env["stock.tower.exception"]
        cls.operator = new_test_user(
            cls.env, "exc-operator", groups="stock.group_stock_manager"
        )
        cls.manager = new_test_user(
            cls.env,
            "exc-manager",
            groups="stock.group_stock_manager,"
            "stock_control_tower.group_integration_manager",
        )
        cls.viewer = new_test_user(
            cls.env, "exc-viewer", groups="stock.group_stock_user"
        )

    def refused(self, event_id="x1", sku="NO-SUCH", **values):
        """Send an event that is refused; return its row, grouped."""
        outcome, row = self.ingest_one(self.event(event_id, sku=sku, **values))
        self.assertEqual(outcome["outcome"], "refused", outcome)
        self.group()
        return row

    def group(self):
        while self.exceptions._group():
            pass

    def of(self, *rows):
        return self.env["stock.tower.inbox"].union(*rows).exception_id

    def answers(self, event_id):
        """Outcomes that the partner got about an event: [(outcome, code), …]."""
        found = []
        for row in self.outcomes():
            data = row.data if isinstance(row.data, dict) else json.loads(row.data)
            if data["about"].get("id") == event_id:
                found.append((data["outcome"], data.get("code")))
        return found

    def map_item(self, sku="NO-SUCH"):
        return self.env["stock.tower.item.mapping"].create(
            {
                "partner_id": self.partner.id,
                "external_sku": sku,
                "product_id": self.product.id,
            }
        )
