"""What the ingest tests share: a partner, two warehouses, and events to send."""

import json
from datetime import UTC, datetime, timedelta

from odoo.tests.common import TransactionCase

SOURCE = "urn:test:wms"


class InboundCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.inbox = cls.env["stock.tower.inbox"]
        cls.outbox = cls.env["stock.tower.outbox"]
        cls.Quant = cls.env["stock.quant"]
        cls.env["ir.config_parameter"].set_param(
            "stock_control_tower.environment", "test"
        )
        cls.warehouse = cls._new_warehouse("Inbound test", "INBT")
        cls.other_warehouse = cls._new_warehouse("Not the partner's", "INBX")
        cls.stock = cls.warehouse.lot_stock_id
        cls.shelf = cls._new_bin("Shelf 1", "INBT-S-1")
        cls.deep_shelf = cls._new_bin("Shelf 2", "INBT-S-2")
        cls.foreign_shelf = cls._new_bin(
            "Foreign", "INBX-S-1", cls.other_warehouse.lot_stock_id
        )
        cls.partner = cls.env["stock.tower.partner"].create(
            {
                "code": "test-wms",
                "name": "Test WMS",
                "source": SOURCE,
                "warehouse_ids": [(4, cls.warehouse.id)],
            }
        )
        cls.flow = cls.partner.flow_ids
        cls.warehouse._tower_propose_states()
        cls.flow.action_set_mode("live", "these tests are about what takes effect")
        cls.product = cls._new_product("INB-1", barcode="0614141999996")
        cls.lot_product = cls._new_product("INB-LOT", tracking="lot")
        cls.serial_product = cls._new_product("INB-SN", tracking="serial")
        cls.kilo_product = cls._new_product(
            "INB-KG", uom_id=cls.env.ref("uom.product_uom_kgm").id
        )

    @classmethod
    def _new_warehouse(cls, name, code):
        return cls.env["stock.warehouse"].create({"name": name, "code": code})

    @classmethod
    def _new_bin(cls, name, barcode, parent=None):
        return cls.env["stock.location"].create(
            {
                "name": name,
                "barcode": barcode,
                "location_id": (parent or cls.stock).id,
                "usage": "internal",
            }
        )

    @classmethod
    def _new_product(cls, sku, **values):
        return cls.env["product.product"].create(
            {"name": sku, "default_code": sku, "is_storable": True, **values}
        )

    def line(self, kind="goods_received", quantity="5", sku="INB-1", **values):
        """One line; `bin`, `warehouse`, `state` and `gain` shape its held side."""
        place = {"warehouse": values.pop("warehouse", "INBT")}
        if "bin" in values:
            place["bin"] = values.pop("bin")
        held = {"state": values.pop("state", "available"), "location": place}
        outside = {"state": "outside"}
        inward = values.pop("gain", kind == "goods_received")
        return {
            "lineId": "1",
            "item": {"sku": sku},
            "quantity": quantity,
            "uom": "C62",
            "from": outside if inward else held,
            "to": held if inward else outside,
            **values,
        }

    def event(self, event_id, kind="goods_received", lines=None, **values):
        """An event of one line made from `values`, or of `lines`."""
        return {
            "specversion": "1.0",
            "id": event_id,
            "source": SOURCE,
            "type": f"org.stockcontroltower.{kind}.v1",
            "time": self.at(),
            "environment": "test",
            "data": {
                "kind": kind,
                "mode": "delta",
                "businessKey": f"key:{event_id}",
                "lines": lines or [self.line(kind, **values)],
            },
        }

    @staticmethod
    def at(**ahead):
        moment = datetime.now(UTC) + timedelta(**ahead)
        return f"{moment:%FT%T}.{moment.microsecond // 1000:03d}Z"

    def ingest(self, *events, partner="test-wms", final=False):
        """Send events (dicts or JSON text) as one batch; return its outcomes."""
        bodies = [
            one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)
            for one in events
        ]
        items = [{"partner": partner, "body": body} for body in bodies]
        return self.inbox._ingest(items, final=final)

    def ingest_one(self, event, **options):
        """Send one event alone; return (outcome, inbox row)."""
        known = self.inbox.search([], limit=1).id or 0
        outcome = self.ingest(event, **options)[0]
        return outcome, self.inbox.search([("id", ">", known)])

    def on_hand(self, product=None, location=None, lot=None):
        """Quantity exactly at one location."""
        domain = [
            ("product_id", "=", (product or self.product).id),
            ("location_id", "=", (location or self.stock).id),
        ]
        if lot:
            domain.append(("lot_id.name", "=", lot))
        return sum(self.Quant.search(domain).mapped("quantity"))

    def put(self, quantity, product=None, location=None, lot=None):
        """Have stock somewhere before the test starts."""
        self.Quant._update_available_quantity(
            product or self.product, location or self.stock, quantity, lot_id=lot
        )

    def outcomes(self):
        """The event_outcome rows of this test's partner, oldest first."""
        return self.outbox.search(
            [("kind", "=", "event_outcome"), ("partner_id", "=", self.partner.id)],
            order="id",
        )
