from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .inbound_common import InboundCase

_APPLY = "odoo.addons.stock_control_tower.models.inbox.apply"


@tagged("post_install", "-at_install")
class TestIngestBatch(InboundCase):
    """One transaction for all; one bad event stands alone."""

    def _failing_on(self, product, error):
        """Let Odoo fail in the middle of its work on one product."""
        lines = self.env.registry["stock.move.line"]
        original = lines._synchronize_quant

        def failing(line, *args, **values):
            if line.product_id == product and line.state != "done":
                raise error
            return original(line, *args, **values)

        return patch.object(lines, "_synchronize_quant", failing)

    def test_what_odoo_refuses_leaves_nothing_half_done(self):
        lines = [
            self.line(quantity="1") | {"lineId": "a"},
            self.line(sku="INB-KG", quantity="1", uom="KGM") | {"lineId": "b"},
        ]
        good = [self.event(f"ok{n}", quantity="2") for n in range(7)]
        with self._failing_on(self.kilo_product, UserError("Closed for counting")):
            outcomes = self.ingest(*good[:3], self.event("bad", lines=lines), *good[3:])
        self.assertEqual(
            [one["outcome"] for one in outcomes],
            ["applied"] * 3 + ["refused"] + ["applied"] * 4,
        )
        self.assertEqual(outcomes[3]["code"], "refused_by_odoo")
        self.assertIn("Closed for counting", outcomes[3]["message"])
        self.assertEqual(self.on_hand(), 14)
        row = self.inbox.search([("event_id", "=", "bad")])
        self.assertEqual(row.state, "refused")
        self.assertFalse(row.move_ids)
        self.assertFalse(
            self.outbox.search(
                [("inbox_id", "=", row.id), ("kind", "!=", "event_outcome")]
            )
        )
        self.assertEqual(len(self.outcomes()), 8)

    def test_one_poison_event_costs_no_attempt_for_each_other(self):
        """A failed batch of n is applied with about 2 log n attempts, not with n."""
        batch = [self.event(f"ok{n}", quantity="2") for n in range(32)]
        batch[21] = self.event("bad", sku="INB-KG", uom="KGM")
        inbox = self.env.registry["stock.tower.inbox"]
        original, sizes = inbox._try_run, []

        def counted(rows, effect, deliveries, settled):
            sizes.append(len(deliveries))
            return original(rows, effect, deliveries, settled)

        failing = self._failing_on(self.kilo_product, UserError("no"))
        with failing, patch.object(inbox, "_try_run", counted):
            outcomes = self.ingest(*batch)
        refused = [n for n, one in enumerate(outcomes) if one["outcome"] != "applied"]
        self.assertEqual(refused, [21])
        self.assertLessEqual(len(sizes), 10)
        self.assertLess(sum(sizes), 3 * len(batch))

    def test_an_unexpected_failure_stays_with_the_sender(self):
        events = [self.event("fine"), self.event("odd", sku="INB-KG", uom="KGM")]
        failing = self._failing_on(self.kilo_product, ZeroDivisionError("boom"))
        with failing, mute_logger(_APPLY):
            outcomes = self.ingest(*events, events[1])
        self.assertEqual(
            [one["outcome"] for one in outcomes], ["applied", "retry", "retry"]
        )
        self.assertFalse(self.inbox.search([("event_id", "=", "odd")]))
        self.assertEqual(len(self.outcomes()), 1)
        self.assertEqual(self.ingest(events[1])[0]["outcome"], "applied")

    def test_the_last_try_stores_an_unexpected_failure(self):
        event = self.event("odd", sku="INB-KG", uom="KGM")
        failing = self._failing_on(self.kilo_product, ZeroDivisionError("boom"))
        with failing, mute_logger(_APPLY):
            outcome, row = self.ingest_one(event, final=True)
        self.assertEqual((outcome["outcome"], row.state), ("refused", "refused"))
        self.assertEqual(outcome["code"], "apply_failed")
        self.assertIn("ZeroDivisionError", outcome["message"])
        self.assertFalse(row.move_ids)

    def test_one_line_refused_refuses_the_event(self):
        lines = [
            self.line(quantity="1") | {"lineId": "a"},
            self.line(sku="NO-SUCH") | {"lineId": "b"},
        ]
        outcomes = self.ingest(self.event("half", lines=lines), self.event("whole"))
        self.assertEqual([one["outcome"] for one in outcomes], ["refused", "applied"])
        self.assertEqual(outcomes[0]["path"], "/data/lines/1/item/sku")
        self.assertEqual(self.on_hand(), 5)

    def test_a_lot_born_beside_a_poison_event_survives_halving(self):
        events = [
            self.event("l1", sku="INB-LOT", lot="NEW"),
            self.event("bad", sku="INB-KG", uom="KGM"),
            self.event("l2", sku="INB-LOT", lot="NEW"),
        ]
        with self._failing_on(self.kilo_product, UserError("no")):
            outcomes = self.ingest(*events)
        self.assertEqual(
            [one["outcome"] for one in outcomes], ["applied", "refused", "applied"]
        )
        self.assertEqual(self.on_hand(self.lot_product, lot="NEW"), 10)

    def test_look_ups_do_not_grow_with_the_batch(self):
        """Refused events cost no query of their own: the look-ups are per batch."""
        few = [self.event(f"few{n}", sku=f"NO-{n}") for n in range(2)]
        many = [self.event(f"many{n}", sku=f"NO-{n}") for n in range(60)]
        self.ingest(self.event("warm", sku="NO"))

        def queries(events):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.ingest(*events)
            return self.env.cr.sql_log_count - before

        self.assertEqual(queries(many), queries(few))

    def test_a_lot_that_an_earlier_event_failed_to_bring_is_unknown(self):
        """A stale count was planned to find a new lot; what then moved that lot failed
        in Odoo and was sent again for ever."""
        batch = [
            self.event("b1", lines=[self.line(sku="INB-LOT", lot="NEW", quantity="5")]),
            self.event(
                "b2",
                "shipment_dispatched",
                lines=[
                    self.line("shipment_dispatched", sku="INB-LOT", lot="NEW"),
                ],
            ),
        ]
        with self._failing_on(self.lot_product, UserError("not today")):
            outcomes = self.ingest(*batch)
        self.assertEqual(
            [outcome["code"] for outcome in outcomes],
            ["refused_by_odoo", "unknown_lot"],
        )
