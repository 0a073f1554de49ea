"""What a partner reports goes out again as the same kind, between the same states.

So who listens to Odoo hears a partner's event as the partner told it, whichever of
Odoo's documents it became.
"""

from odoo.tests import tagged

from .effect_common import EffectCase

AVAILABLE, SHELF = "available", ("available", "INBT-S-1")
OUT, TRANSIT = "outside", "in_transit"

# kind, from, to, where the stock that it takes lies before
ECHOES = [
    ("goods_received", OUT, AVAILABLE, None),
    ("goods_received", OUT, "damaged", None),
    ("goods_received", OUT, "quarantined", None),
    ("putaway_completed", AVAILABLE, SHELF, "stock"),
    ("quality_hold_placed", AVAILABLE, "quarantined", "stock"),
    ("quality_hold_placed", "quarantined", "damaged", "quarantine"),
    ("quality_hold_released", "quarantined", AVAILABLE, "quarantine"),
    ("shipment_dispatched", AVAILABLE, OUT, "stock"),
    ("transfer_dispatched", AVAILABLE, TRANSIT, "stock"),
    ("transfer_received", TRANSIT, AVAILABLE, "transit"),
    ("return_inspected", "returned", AVAILABLE, "returns"),
    ("return_inspected", "returned", "damaged", "returns"),
    ("return_inspected", "returned", OUT, "returns"),
    ("adjustment_posted", OUT, AVAILABLE, None),
    ("adjustment_posted", "damaged", OUT, "damaged"),
    ("stock_moved", AVAILABLE, SHELF, "stock"),
]


@tagged("post_install", "-at_install")
class TestEffectEcho(EffectCase):
    def echo_of(self, event_id):
        row = self.inbox.search([("event_id", "=", event_id)])
        self.env.cr.flush()
        return self.outbox.search(
            [
                ("inbox_id", "=", row.id),
                ("kind", "not in", ("event_outcome", "reservation_changed")),
            ]
        )

    def test_each_kind_goes_out_as_it_came_in(self):
        for number, (kind, source, target, lies) in enumerate(ECHOES):
            with self.subTest(kind=kind, source=source, target=target):
                if lies:
                    self.put(9, location=getattr(self, lies))
                event = self.moving(f"e{number}", kind, source, target)
                self.assertApplied(event)
                echo = self.echo_of(f"e{number}")
                self.assertEqual(echo.mapped("kind"), [kind])
                self.assertEqual(echo.quantity, 5)
                [line] = event["data"]["lines"]
                self.assertEqual(echo.from_state, line["from"]["state"])
                self.assertEqual(echo.to_state, line["to"]["state"])
                self.assertEqual(echo.causation_id, f"e{number}")

    def test_a_void_goes_out_as_a_void(self):
        self.put(8)
        self.ingest(self.event("d1", "shipment_dispatched"))
        self.assertApplied(
            self.moving("v1", "shipment_voided", OUT, AVAILABLE, corrects=["d1"])
        )
        self.assertEqual(self.echo_of("v1").kind, "shipment_voided")

    def test_a_count_goes_out_as_a_count(self):
        self.put(8)
        self.assertApplied(self.counting("c1", "6", expected="8"))
        echo = self.echo_of("c1")
        self.assertEqual(echo.kind, "cycle_count_posted")
        [line] = echo.data["lines"]
        self.assertEqual(
            (line["expectedQuantity"], line["countedQuantity"]), ("8", "6")
        )
