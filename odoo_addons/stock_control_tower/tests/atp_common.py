"""What the promise's tests share: a frozen day, planned moves, and short questions."""

from datetime import date, datetime, timedelta

from freezegun import freeze_time
from odoo.tests import new_test_user

from .common import LedgerCase

NOW = datetime(2026, 3, 2, 12)
TODAY = date(2026, 3, 2)


class AtpCase(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.warehouse.partner_id.tz = "UTC"
        cls.user = new_test_user(
            cls.env, "tower-atp-user", groups="stock.group_stock_user"
        )
        cls.service = cls.env["stock.tower.atp"].with_user(cls.user)
        cls.policies = cls.env["stock.tower.atp.policy"]
        cls.owner = cls.env["res.partner"].create({"name": "Somebody else"})
        cls.quarantine = cls._location("Quarantine", tower_state="quarantined")
        cls.transit = cls._location("On the road", usage="transit", location_id=False)

    @classmethod
    def _location(cls, name, **values):
        return cls.env["stock.location"].create(
            {"name": name, "location_id": cls.stock.id, **values}
        )

    def put(self, quantity, location=None, product=None, **key):
        self.Quant._update_available_quantity(
            product or self.product, location or self.stock, quantity, **key
        )

    def plan(self, quantity, source, target, days=0, product=None, **values):
        """A confirmed move, `days` from today."""
        move = self.draft(quantity, source, target, days, product, **values)
        move._action_confirm(merge=False)
        return move

    def draft(self, quantity, source, target, days=0, product=None, **values):
        product = product or self.product
        return self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "product_uom": product.uom_id.id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "date": NOW + timedelta(days=days),
                **values,
            }
        )

    def deliver(self, quantity, days=0, **values):
        return self.plan(quantity, self.stock, self.customers, days, **values)

    def expect(self, quantity, days=0, asn=None, **values):
        """A confirmed receipt in a transfer of its own."""
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.suppliers.id,
                "location_dest_id": self.stock.id,
                "origin": "PO-7",
                "tower_asn": asn,
                "owner_id": values.pop("owner_id", False),
            }
        )
        move = self.draft(
            quantity, self.suppliers, self.stock, days, picking_id=picking.id, **values
        )
        picking.action_confirm()
        return move

    def figures(self, *days, product=None, warehouse=None):
        product = product or self.product
        warehouse = warehouse or self.warehouse
        dates = [TODAY + timedelta(days=number) for number in days]
        answer = self.service.atp(product.ids, warehouse.ids, dates)
        return answer[product.id][warehouse.id]

    def now(self, **where):
        return self.figures(**where)["atp_now"]

    def on(self, *days, **where):
        """What can be promised so many days from today."""
        return list(self.figures(*days, **where)["atp"].values())

    def policy(self, receipts="confirmed", **values):
        return self.policies.create({"receipts": receipts, **values})
