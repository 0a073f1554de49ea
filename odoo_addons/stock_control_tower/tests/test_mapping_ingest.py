from odoo.tests import tagged

from .test_mapping_tables import MappingCase


@tagged("post_install", "-at_install")
class TestMappingIngest(MappingCase):
    """A partner's own words, through the ingest, into real stock."""

    def assertApplied(self, event):
        outcome = self.ingest(event)[0]
        self.assertEqual(outcome["outcome"], "applied", outcome)

    def assertRefused(self, event, code, path):
        outcome = self.ingest(event)[0]
        self.assertEqual((outcome["code"], outcome["path"]), (code, path), outcome)
        return outcome

    def test_their_item_in_their_bin_in_their_unit(self):
        self.map_item("ACME-1")
        self.map_place("DC-7")
        self.map_place("DC-7", self.shelf, external_bin="R-01")
        self.map_unit("CS", 24)
        event = self.event(
            "m1", sku="ACME-1", uom="CS", quantity="2", warehouse="DC-7", bin="R-01"
        )
        self.assertApplied(event)
        self.assertEqual(self.on_hand(location=self.shelf), 48)

    def test_a_bin_of_ours_in_a_warehouse_of_theirs(self):
        self.map_place("DC-7")
        self.assertApplied(self.event("m2", warehouse="DC-7", bin="INBT-S-1"))
        self.assertEqual(self.on_hand(location=self.shelf), 5)

    def test_any_bin(self):
        self.map_place("DC-7", self.shelf, external_bin="*")
        self.map_place("DC-7", self.deep_shelf, external_bin="R-01")
        self.assertApplied(self.event("m3", warehouse="DC-7", bin="no idea"))
        self.assertApplied(self.event("m4", warehouse="DC-7", bin="R-01"))
        self.assertEqual(self.on_hand(location=self.shelf), 5)
        self.assertEqual(self.on_hand(location=self.deep_shelf), 5)

    def test_a_location_that_moved_to_another_warehouse(self):
        shelf = self._new_bin("Wanderer", "INBT-W")
        self.map_place("DC-7", shelf, external_bin="R-01")
        self.env.flush_all()
        shelf.location_id = self.other_warehouse.lot_stock_id
        event = self.event("m5", warehouse="DC-7", bin="R-01")
        self.assertRefused(
            event, "location_not_in_warehouse", "/data/lines/0/to/location/bin"
        )

    def test_the_time_of_the_event_decides(self):
        self.map_item("X", valid_to="2026-06-01 00:00:00")
        self.map_item("X", self.kilo_product, valid_from="2026-06-01 00:00:00")
        early = self.event("m6", sku="X") | {"time": "2026-05-31T23:59:59.999Z"}
        late = self.event("m7", sku="X", uom="KGM") | {"time": "2026-06-01T00:00:00Z"}
        self.assertApplied(early)
        self.assertApplied(late)
        self.assertEqual(self.on_hand(self.product), 5)
        self.assertEqual(self.on_hand(self.kilo_product), 5)

    def test_an_archived_mapping_is_none(self):
        self.map_item("X").action_archive()
        self.assertRefused(
            self.event("m8", sku="X"), "unknown_item", "/data/lines/0/item/sku"
        )

    def test_a_gtin_of_theirs(self):
        self.map_item(gtin="614141000005", factor=12)
        item = {"gtin": "00614141000005"}
        self.assertApplied(self.event("m9", item=item, quantity="2", uom="EA"))
        self.assertEqual(self.on_hand(), 24)

    def test_a_pack_barcode_of_odoo(self):
        """One EA of a pack's GTIN is one pack."""
        self.env["product.uom"].create(
            {
                "product_id": self.product.id,
                "uom_id": self.six.id,
                "barcode": "10614141999993",
            }
        )
        item = {"gtin": "10614141999993"}
        self.assertApplied(self.event("p1", item=item, quantity="2", uom="EA"))
        self.assertApplied(
            self.event("p2", item=item, quantity="1", uom="ZZ", uomName="Pack of 6")
        )
        self.assertEqual(self.on_hand(), 18)
        outcome = self.assertRefused(
            self.event("p3", item=item, uom="DZN"),
            "pack_unit_unclear",
            "/data/lines/0/uom",
        )
        self.assertIn("Pack of 6", outcome["message"])
        both = {"sku": "INB-1", **item}
        self.assertRefused(
            self.event("p4", item=both), "pack_mismatch", "/data/lines/0/item"
        )

    def test_serials_of_a_pack(self):
        self.map_item("PAIR", self.serial_product, factor=2)
        event = self.event("s1", sku="PAIR", quantity="1", serials=["A", "B"])
        self.assertApplied(event)
        self.assertEqual(self.on_hand(self.serial_product), 2)
        event = self.event("s2", sku="PAIR", quantity="1", serials=["C"])
        self.assertRefused(event, "serial_quantity", "/data/lines/0/serials")

    def test_what_cannot_be_kept_is_refused(self):
        self.map_unit("GR", 0.0001, uom_id=self.kilo.id)
        self.assertApplied(self.event("q1", sku="INB-KG", uom="GR", quantity="200"))
        self.assertEqual(self.on_hand(self.kilo_product), 0.02)
        self.assertRefused(
            self.event("q2", sku="INB-KG", uom="GR", quantity="1"),
            "quantity_lossy",
            "/data/lines/0/quantity",
        )

    def test_code_and_gln_of_two_warehouses(self):
        self.map_place(gln="0614141000012", warehouse_id=self.other_warehouse.id)
        event = self.event("l1")
        event["data"]["location"] = {"warehouse": "INBT", "gln": "0614141000012"}
        path = "/data/lines/0/to/location"
        outcome = self.assertRefused(event, "location_mismatch", path)
        self.assertIn("INBX", outcome["message"])

    def test_look_ups_do_not_grow_with_the_batch(self):
        for number in range(30):
            self.map_item(f"A{number}")
            self.map_place(f"W{number}", self.shelf, external_bin="R")
            self.map_unit(f"U{number:02}", 2, product_id=self.product.id)

        def events(name, count):
            return [
                self.event(
                    f"{name}{n}",
                    lines=[
                        self.line(
                            sku=f"A{n}", warehouse=f"W{n}", bin="R", uom=f"U{n:02}"
                        ),
                        self.line(sku="UNKNOWN") | {"lineId": "2"},
                    ],
                )
                for n in range(count)
            ]

        self.ingest(*events("warm", 1))

        def queries(batch):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            outcomes = self.ingest(*batch)
            self.assertEqual({one["code"] for one in outcomes}, {"unknown_item"})
            return self.env.cr.sql_log_count - before

        self.assertEqual(queries(events("many", 30)), queries(events("few", 2)))

    def test_the_owner_a_partner_stands_for(self):
        owner, other = self.env["res.partner"].create(
            [{"name": "Mapped Owner"}, {"name": "Other Owner"}]
        )
        self.partner.owner_id = owner
        self.assertApplied(self.event("o1", owner=owner.name))
        self.assertRefused(
            self.event("o2", owner=other.name), "wrong_owner", "/data/lines/0/owner"
        )
