from odoo.tests import tagged

from .effect_common import EffectCase


@tagged("post_install", "-at_install")
class TestEffectCorrections(EffectCase):
    """A correction is an event of its own that takes back what another moved."""

    def take_back(self, event_id, corrects, quantity="5", **values):
        return self.moving(
            event_id,
            "adjustment_posted",
            "available",
            "outside",
            quantity,
            corrects=corrects,
            **values,
        )

    def test_it_takes_back_and_is_linked_both_ways(self):
        first = self.assertApplied(self.event("g1"))
        second = self.assertApplied(self.take_back("x1", ["g1"]))
        self.assertEqual(self.on_hand(), 0)
        self.assertEqual(second.corrects_ids, first)
        self.assertEqual(first.corrected_by_ids, second)
        self.assertEqual(first.move_ids.state, "done", "nothing is edited")

    def test_in_one_batch_after_what_it_corrects(self):
        outcomes = self.ingest(self.event("g1"), self.take_back("x1", ["g1"]))
        self.assertEqual({one["outcome"] for one in outcomes}, {"applied"})
        self.assertEqual(self.on_hand(), 0)
        outcomes = self.ingest(self.take_back("x2", ["g2"]), self.event("g2"))
        self.assertEqual([one["outcome"] for one in outcomes], ["refused", "applied"])
        self.assertEqual(outcomes[0]["code"], "correction_unknown")

    def test_what_it_corrects_must_have_taken_effect(self):
        path = "/data/correction/correctsEventIds/1"
        self.assertApplied(self.event("g1"))
        event = self.take_back("x1", ["g1", "nobody"])
        answer = self.assertRefused(event, "correction_unknown", path)
        self.assertIn("'nobody', which is not known", answer["message"])
        self.ingest(self.event("g2", sku="NO-SUCH"))
        event = self.take_back("x2", ["g1", "g2"])
        answer = self.assertRefused(event, "correction_unknown", path)
        self.assertIn("took no effect", answer["message"])

    def test_refused_in_the_same_batch_is_no_effect_either(self):
        with self.policies(negative_policy="refuse"):
            outcomes = self.ingest(
                self.event("d1", "shipment_dispatched"),
                self.moving(
                    "x1", "shipment_voided", "outside", "available", corrects=["d1"]
                ),
            )
        self.assertEqual(
            [one["code"] for one in outcomes],
            ["negative_not_allowed", "correction_unknown"],
        )

    def test_events_of_another_source_are_not_known(self):
        self.assertApplied(self.event("g1"))
        other = self.env["stock.tower.partner"].create(
            {"code": "other", "name": "Other", "source": "urn:test:other"}
        )
        other.flow_ids.action_set_mode("live", "test")
        event = self.take_back("x1", ["g1"]) | {"source": "urn:test:other"}
        outcome = self.ingest(event, partner="other")[0]
        self.assertEqual(outcome["code"], "correction_unknown")

    def test_no_more_than_was_moved(self):
        self.put(20)
        self.assertApplied(self.event("g1"))
        self.assertApplied(self.take_back("x1", ["g1"], "3"))
        answer = self.assertRefused(
            self.take_back("x2", ["g1"], "3"),
            "correction_exceeds",
            "/data/lines/0/quantity",
        )
        self.assertIn("moved 5", answer["message"])
        self.assertIn("and 3 of it was corrected before", answer["message"])
        self.assertApplied(self.take_back("x3", ["g1"], "2"))
        self.assertEqual(self.on_hand(), 20)

    def test_no_other_product_or_lot(self):
        self.put(20)
        self.assertApplied(self.event("g1", sku="INB-LOT", lot="L-1"))
        self._new_lot("L-2")
        event = self.take_back("x1", ["g1"], sku="INB-LOT", lot="L-2")
        self.assertRefused(event, "correction_exceeds")
        self.assertRefused(self.take_back("x2", ["g1"]), "correction_exceeds")
        event = self.take_back("x3", ["g1"], sku="INB-LOT", lot="L-1")
        self.assertApplied(event)

    def test_a_correction_can_be_corrected(self):
        self.assertApplied(self.event("g1"))
        self.assertApplied(self.take_back("x1", ["g1"]))
        self.assertRefused(self.take_back("x2", ["g1"]), "correction_exceeds")
        again = self.moving(
            "x3", "adjustment_posted", "outside", "available", corrects=["x1"]
        )
        self.assertApplied(again)
        self.assertApplied(self.take_back("x4", ["g1"]))
        self.assertEqual(self.on_hand(), 0)

    def test_not_itself(self):
        event = self.take_back("x1", ["x1"])
        self.assertRefused(event, "correction_unknown")

    def test_older_than_the_ledger(self):
        self.put(5)
        row = self.assertApplied(self.take_back("x1", []))
        self.assertFalse(row.corrects_ids)

    def test_a_hold_that_moved_nothing_can_be_corrected(self):
        lot = self._new_lot("L-1")
        self.put(5, self.lot_product, self.shelf, lot)
        of_lot = {"sku": "INB-LOT", "lot": "L-1"}
        states = ["available", "quarantined"]
        self.assertApplied(self.moving("h1", "quality_hold_placed", *states, **of_lot))
        self.assertTrue(lot.tower_hold)
        states.reverse()
        self.assertApplied(
            self.moving(
                "x1", "quality_hold_released", *states, corrects=["h1"], **of_lot
            )
        )
        self.assertFalse(lot.tower_hold)
