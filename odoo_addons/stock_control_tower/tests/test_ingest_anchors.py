from datetime import UTC, datetime, timedelta

from odoo.tests import tagged

from .inbound_common import InboundCase


@tagged("post_install", "-at_install")
class TestIngestAnchors(InboundCase):
    """Counts stand, business keys are used once, snapshots move nothing."""

    def setUp(self):
        super().setUp()
        self.put(10, location=self.shelf)

    def count(self, quantity, location=None, product=None, lot=None):
        """Count in Odoo, as a user does."""
        quant = (
            self.Quant.with_context(inventory_mode=True)
            .sudo()
            .create(
                {
                    "product_id": (product or self.product).id,
                    "location_id": (location or self.shelf).id,
                    "lot_id": lot and lot.id,
                    "inventory_quantity": quantity,
                }
            )
        )
        quant.action_apply_inventory()

    def dispatch(self, event_id, hours=-1, **values):
        values = {"bin": "INBT-S-1", "quantity": "2", **values}
        event = self.event(event_id, "shipment_dispatched", **values)
        return event | {"time": self.at(hours=hours)}

    def test_a_movement_before_a_count_is_not_applied(self):
        self.count(7)
        outcome, row = self.ingest_one(self.dispatch("c1"))
        self.assertEqual(outcome["outcome"], "recorded")
        self.assertEqual(outcome["code"], "late_behind_count")
        self.assertEqual(outcome["path"], "/data/lines/0")
        self.assertIn("INB-1", outcome["message"])
        self.assertEqual(row.state, "recorded")
        self.assertEqual(self.on_hand(location=self.shelf), 7)

    def test_a_movement_after_the_count_is(self):
        self.count(7)
        self.assertEqual(
            self.ingest(self.dispatch("c2", hours=1))[0]["outcome"], "applied"
        )
        self.assertEqual(self.on_hand(location=self.shelf), 5)

    def test_a_count_without_a_difference_stands_too(self):
        self.count(10)
        self.assertEqual(
            self.ingest(self.dispatch("c3"))[0]["code"], "late_behind_count"
        )

    def test_other_bins_and_products_were_not_counted(self):
        self.count(7)
        outcomes = self.ingest(
            self.dispatch("c4", bin="INBT-S-2"),
            self.dispatch("c5", sku="INB-KG", uom="KGM"),
        )
        self.assertEqual([one["outcome"] for one in outcomes], ["applied"] * 2)

    def test_a_count_covers_the_bins_inside(self):
        inner = self._new_bin("Inner", "INBT-S-1-1", self.shelf)
        self.put(3, location=inner)
        self.count(7)
        outcome = self.ingest(self.dispatch("c6", bin="INBT-S-1-1"))[0]
        self.assertEqual(outcome["code"], "late_behind_count")

    def test_lots_are_counted_apart(self):
        lots = self.env["stock.lot"].create(
            [{"name": n, "product_id": self.lot_product.id} for n in ("LA", "LB")]
        )
        for lot in lots:
            self.put(5, self.lot_product, self.shelf, lot)
        self.count(5, product=self.lot_product, lot=lots[0])
        outcomes = self.ingest(
            self.dispatch("c7", sku="INB-LOT", lot="LA"),
            self.dispatch("c8", sku="INB-LOT", lot="LB"),
        )
        self.assertEqual([one["outcome"] for one in outcomes], ["recorded", "applied"])

    def test_one_late_line_keeps_the_whole_event(self):
        self.count(7)
        lines = [
            self.line("shipment_dispatched", "1", bin="INBT-S-2") | {"lineId": "a"},
            self.line("shipment_dispatched", "1", bin="INBT-S-1") | {"lineId": "b"},
        ]
        event = self.event("c9", "shipment_dispatched", lines=lines)
        outcome = self.ingest(event | {"time": self.at(hours=-1)})[0]
        self.assertEqual(
            (outcome["code"], outcome["path"]), ("late_behind_count", "/data/lines/1")
        )
        self.assertEqual(self.on_hand(location=self.deep_shelf), 0)

    def test_without_a_bin_any_counted_bin_may_contain_it(self):
        """The dispatch was late, the shelf was counted, and nobody knows whether the
        goods came from there: applied, they might be gone twice."""
        self.count(7)
        for kind in ("shipment_dispatched", "goods_received"):
            event = self.event(f"any-{kind}", kind, quantity="2")
            late = event | {"time": self.at(hours=-1)}
            outcome, row = self.ingest_one(late)
            self.assertEqual(outcome["code"], "late_behind_count", outcome)
            self.assertIn(f"counted in {self.shelf.complete_name}", outcome["message"])
            self.assertIn("may contain", outcome["message"])
            self.assertFalse(row.move_ids)
        self.assertEqual(self.on_hand(location=self.shelf), 7)
        outcomes = self.ingest(
            self.dispatch("any1", bin="INBT-S-2"),
            self.event("any2", "shipment_dispatched") | {"time": self.at(hours=1)},
        )
        self.assertEqual([one["outcome"] for one in outcomes], ["applied"] * 2)

    def test_a_count_of_other_stock_says_nothing_of_it(self):
        """Damaged goods were counted, another lot, another warehouse."""
        self.warehouse.view_location_id.tower_state = "available"
        damaged = self._new_bin("Damaged", "INBT-D", self.warehouse.view_location_id)
        damaged.tower_state = "damaged"
        self.count(0, location=damaged)
        self.count(3, location=self.foreign_shelf)
        event = self.event("other", "shipment_dispatched", quantity="2")
        outcome = self.ingest(event | {"time": self.at(hours=-1)})[0]
        self.assertEqual(outcome["outcome"], "applied", outcome)

    def test_a_count_in_the_same_batch_stands_for_what_names_no_bin(self):
        count = self.counting("n1", "7", hours=-1)
        late = self.event("d1", "shipment_dispatched", quantity="2")
        outcomes = self.ingest(count, late | {"time": self.at(hours=-2)})
        self.assertEqual([one["outcome"] for one in outcomes], ["applied", "recorded"])

    def test_a_move_with_one_side_counted_is_kept_whole(self):
        """Half of it would be stock that went nowhere. What is then wrong at the other
        side shows when that is counted."""
        self.count(7)
        for number, names in enumerate(("S-1 S-2", "S-2 S-1")):
            event = self.event(f"two{number}", "putaway_completed", quantity="2")
            sides = [
                {
                    "state": "available",
                    "location": {"warehouse": "INBT", "bin": f"INBT-{name}"},
                }
                for name in names.split()
            ]
            event["data"]["lines"][0] |= {"from": sides[0], "to": sides[1]}
            outcome = self.ingest(event | {"time": self.at(hours=-1)})[0]
            self.assertEqual(outcome["code"], "late_behind_count", outcome)
        self.assertEqual(self.on_hand(location=self.shelf), 7)
        self.assertEqual(self.on_hand(location=self.deep_shelf), 0)

    def test_a_partners_count_stands(self):
        counted_at = datetime.now(UTC).replace(tzinfo=None) - timedelta(minutes=30)
        key = (self.product.id, self.shelf.id, None, None)
        company = self.warehouse.company_id.id
        self.env["stock.tower.count.anchor"]._record(
            {key: (counted_at, 10.0, None, company)}
        )
        outcomes = self.ingest(self.dispatch("c10"), self.dispatch("c11", hours=0))
        self.assertEqual([one["outcome"] for one in outcomes], ["recorded", "applied"])

    def counting(self, event_id, counted, hours=0.0):
        """A partner's count of the shelf that found `counted`."""
        line = self.line("adjustment_posted", "0", bin="INBT-S-1")
        line |= {"countedQuantity": counted, "to": line["from"]}
        event = self.event(event_id, "cycle_count_posted", lines=[line])
        event["data"]["mode"] = "count"
        return event | {"time": self.at(hours=hours)}

    def test_a_count_in_the_same_batch_stands(self):
        """As it would in a batch of its own: what becomes of the count decides."""
        for stale in (False, True):
            count = self.counting(f"n{stale}", "7", hours=-1 + stale / 2)
            if stale:
                count["data"]["lines"][0]["item"] = {"sku": "NO-SUCH"}
            late = self.dispatch(f"d{stale}", hours=-1.5 + stale)
            outcomes = [one["outcome"] for one in self.ingest(count, late)]
            expected = ["refused", "applied"] if stale else ["applied", "recorded"]
            self.assertEqual(outcomes, expected)
        self.assertEqual(self.on_hand(location=self.shelf), 5)

    def test_an_older_count_does_not_replace_a_newer_one(self):
        self.ingest(self.counting("n1", "7", hours=-1))
        outcome = self.ingest(self.counting("n2", "9", hours=-2))[0]
        self.assertEqual(outcome["code"], "late_behind_count")
        self.assertEqual(self.on_hand(location=self.shelf), 7)

    def test_a_business_key_is_used_once(self):
        first, second = self.event("k1"), self.event("k2")
        second["data"]["businessKey"] = first["data"]["businessKey"]
        self.ingest(first)
        outcome, row = self.ingest_one(second)
        self.assertEqual(outcome["outcome"], "refused")
        self.assertEqual(outcome["code"], "duplicate_business_key")
        self.assertEqual(outcome["path"], "/data/businessKey")
        self.assertIn("'k1'", outcome["message"])
        self.assertEqual(row.state, "refused")
        self.assertEqual(self.on_hand(), 5)

    def test_in_one_batch_too(self):
        events = [self.event(f"k{n}") for n in range(3)]
        for event in events:
            event["data"]["businessKey"] = "same"
        outcomes = self.ingest(*events)
        self.assertEqual(
            [one["outcome"] for one in outcomes], ["applied", "refused", "refused"]
        )
        self.assertEqual(self.on_hand(), 5)

    def test_a_refused_event_leaves_its_key_free(self):
        """Whether both come in one batch or in two must make no difference."""
        for split in (True, False):
            bad = self.event(f"bad{split}", sku="INB-SN", quantity="1", serials=["S"])
            good = self.event(f"good{split}", quantity="1")
            good["data"]["businessKey"] = bad["data"]["businessKey"]
            self.ingest(
                self.event(f"s{split}", sku="INB-SN", quantity="1", serials=["S"])
            )
            outcomes = (
                self.ingest(bad) + self.ingest(good)
                if split
                else self.ingest(bad, good)
            )
            self.assertEqual(
                [one["outcome"] for one in outcomes], ["refused", "applied"], split
            )

    def test_another_partner_has_keys_of_its_own(self):
        other = self.env["stock.tower.partner"].create(
            {"code": "test-3pl", "name": "Test 3PL", "source": "urn:test:3pl"}
        )
        other.flow_ids.action_set_mode("live", "test")
        event = self.event("k1")
        self.ingest(event)
        outcome = self.ingest(event | {"source": "urn:test:3pl"}, partner="test-3pl")[0]
        self.assertEqual(outcome["outcome"], "applied")

    def correction(self, event_id, corrects, **values):
        event = self.event(event_id, "adjustment_posted", gain=False, **values)
        event["data"]["correction"] = {
            "declaredAt": self.at(),
            "reason": "incorrect_data",
            "correctsEventIds": corrects,
        }
        return event

    def test_a_correction_may_carry_the_key_of_what_it_corrects(self):
        first = self.event("k1")
        event = self.correction("k2", ["k1"], quantity="1")
        event["data"]["businessKey"] = first["data"]["businessKey"]
        outcomes = self.ingest(first, event)
        self.assertEqual(
            [one["outcome"] for one in outcomes], ["applied"] * 2, outcomes
        )
        self.assertEqual(self.on_hand() + self.on_hand(location=self.shelf), 14)
        third = self.event("k3")
        third["data"]["businessKey"] = first["data"]["businessKey"]
        self.assertEqual(self.ingest(third)[0]["code"], "duplicate_business_key")

    def test_a_correction_of_what_had_no_effect_has_none(self):
        self.flow.action_set_mode("shadow", "test")
        self.ingest(self.event("k1"))
        self.flow.action_set_mode("live", "test")
        outcome = self.ingest(self.correction("k2", ["k1"], quantity="1"))[0]
        self.assertEqual(
            (outcome["outcome"], outcome["code"]), ("recorded", "corrects_recorded")
        )
        self.assertEqual(self.on_hand(), 0)

    def snapshot(self, event_id, **place):
        figure = {
            "lineId": "1",
            "item": {"sku": "NOT-KNOWN-HERE"},
            "quantity": "0",
            "uom": "C62",
            "state": "on_hand",
        }
        event = self.event(event_id, "snapshot_reported", lines=[figure])
        event["data"]["mode"] = "snapshot"
        event["data"]["location"] = {"warehouse": "INBT", **place}
        return event

    def test_a_snapshot_is_kept(self):
        quants = self.Quant.search_count([])
        outcome, row = self.ingest_one(self.snapshot("snap"))
        self.assertEqual(outcome["outcome"], "recorded")
        self.assertEqual(outcome["code"], "snapshot_kept")
        self.assertEqual((row.state, row.flow_id), ("recorded", self.flow))
        self.assertFalse(row.comparison)
        self.assertFalse(row.move_ids)
        self.assertEqual(self.Quant.search_count([]), quants)
        self.assertEqual(self.ingest(self.snapshot("snap2"))[0]["outcome"], "recorded")

    def test_a_snapshot_is_of_the_partners_own_warehouses(self):
        outcome = self.ingest(self.snapshot("snap3", warehouse="NOPE"))[0]
        self.assertEqual(outcome["code"], "unknown_warehouse")
        self.assertEqual(outcome["path"], "/data/location/warehouse")
        outcome = self.ingest(self.snapshot("snap4", warehouse="INBX"))[0]
        self.assertEqual(outcome["code"], "warehouse_not_allowed")

    def test_a_snapshot_names_warehouses_in_the_partners_words(self):
        self.env["stock.tower.location.mapping"].create(
            {
                "partner_id": self.partner.id,
                "external_warehouse": "SITE-7",
                "warehouse_id": self.warehouse.id,
            }
        )
        event = self.snapshot("snap6", warehouse="SITE-7", bin="NOBODY-KNOWS")
        self.assertEqual(self.ingest(event)[0]["code"], "snapshot_kept")

    def test_a_snapshot_of_a_flow_that_is_off_is_refused(self):
        self.flow.action_set_mode("off", "test")
        self.assertEqual(self.ingest(self.snapshot("snap5"))[0]["code"], "flow_off")
