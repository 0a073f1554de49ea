import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .test_mapping_tables import MappingCase


@tagged("post_install", "-at_install")
class TestMappingCheck(MappingCase):
    """What past events would become, with nothing moved."""

    def check(self, text=None, **values):
        wizard = self.env["stock.tower.mapping.check"].create(
            {
                "partner_id": self.partner.id,
                "file": text and base64.b64encode(text.encode()),
                **values,
            }
        )
        quants, moves = self._state()
        wizard.action_check()
        self.assertEqual(self._state(), (quants, moves), "stock has moved")
        return wizard

    def _state(self):
        quants = self.Quant.search_read([], ["product_id", "location_id", "quantity"])
        return quants, self.env["stock.move"].search_count([])

    def found(self, wizard):
        return {(line.event_id, line.what) for line in wizard.line_ids}

    def test_refused_events_that_a_new_mapping_would_let_in(self):
        self.ingest(self.event("c1", sku="THEIRS"), self.event("c2", sku="OTHER"))
        self.map_item("THEIRS")
        wizard = self.check()
        self.assertEqual(self.found(wizard), {("c1", "resolvable")})
        self.assertEqual((wizard.checked_count, wizard.resolvable_count), (2, 1))
        self.assertIn("THEIRS", wizard.line_ids.before)
        rows = self.inbox.search([("event_id", "in", ("c1", "c2"))])
        self.assertEqual(rows.mapped("state"), ["refused"] * 2)

    def test_applied_events_that_would_now_be_something_else(self):
        self.ingest(self.event("c1"), self.event("c2"), self.event("c3", quantity="2"))
        self.map_item("INB-1", self.kilo_product)
        wizard = self.check()
        self.assertEqual(wizard.refused_count, 3)
        self.Item.search([]).write({"uom_id": self.kilo.id, "factor": 2})
        wizard = self.check()
        self.assertEqual(
            self.found(wizard),
            {(f"c{n}", "product") for n in (1, 2, 3)}
            | {(f"c{n}", "quantity") for n in (1, 2, 3)},
        )
        self.assertEqual(wizard.changed_count, 3)

    def test_quantities_with_their_units(self):
        self.ingest(self.event("c1"))
        self.map_item("INB-1", factor=12)
        line = self.check().line_ids
        self.assertEqual(line.what, "quantity")
        self.assertIn("5", line.before)
        self.assertIn(f"60.00 {self.unit.name}", line.after)

    def test_an_unchanged_world_differs_in_nothing(self):
        self.put(9, location=self.shelf)
        self.ingest(
            self.event("c1", bin="INBT-S-1"),
            self.event("c2", "shipment_dispatched", quantity="7"),
            self.event("c3", sku="INB-LOT", lot="L1"),
            self.event("c4", sku="NOPE"),
            self.event("c5", sku="INB-SN", quantity="2", serials=["A", "B"]),
            "no event at all",
        )
        wizard = self.check()
        self.assertFalse(wizard.line_ids, wizard.line_ids.mapped("after"))
        self.assertEqual((wizard.checked_count, wizard.unread_count), (5, 1))

    def test_a_file_is_tried_and_taken_back(self):
        self.map_item("KNOWN")
        self.map_place("DC-7", self.shelf, external_bin="A")
        place = {"warehouse": "DC-7", "bin": "A"}
        self.ingest(
            self.event("c1", sku="KNOWN"),
            self.event("c2", sku="NEW"),
            self.event("c3", **place),
        )
        wizard = self.check(
            "external_sku,product,factor\nKNOWN,INB-1,3\nNEW,INB-1,\nBAD,NOPE,\n"
        )
        self.assertEqual(self.found(wizard), {("c1", "quantity"), ("c2", "resolvable")})
        self.assertEqual(wizard.file_error_count, 1)
        self.assertEqual(self.Item.search([]).mapped("factor"), [1])
        wizard = self.check(
            "external_warehouse,external_bin,warehouse,location\nDC-7,A,INBT,INBT-S-2\n"
        )
        self.assertEqual(self.found(wizard), {("c3", "location")})
        self.assertIn("Shelf 1", wizard.line_ids.before)
        self.assertIn("Shelf 2", wizard.line_ids.after)
        self.assertEqual(self.Location.search([]).location_id, self.shelf)

    def test_only_what_has_come_lately(self):
        self.ingest(self.event("c1", sku="THEIRS") | {"time": self.at(days=-9)})
        self.map_item("THEIRS")
        self.env.cr.execute(
            "UPDATE stock_tower_inbox SET received_at = received_at - interval '9 days'"
        )
        self.inbox.invalidate_model()
        self.assertEqual(self.check(days=8).checked_count, 0)
        self.assertEqual(self.check(days=10).resolvable_count, 1)

    def test_a_mapping_that_began_later_says_nothing(self):
        self.ingest(self.event("c1", sku="THEIRS"))
        self.map_item("THEIRS", valid_from="2099-01-01 00:00:00")
        self.assertFalse(self.check().line_ids)

    def test_who_may_check(self):
        operator = new_test_user(self.env, "check-op", "stock.group_stock_manager")
        Check = self.env["stock.tower.mapping.check"]
        with self.assertRaises(AccessError):
            Check.with_user(operator).create({"partner_id": self.partner.id})
        groups = "base.group_user,stock_control_tower.group_integration_manager"
        manager = new_test_user(self.env, "check-manager", groups)
        self.ingest(self.event("c1", sku="THEIRS"))
        self.map_item("THEIRS")
        form = Form(
            Check.with_user(manager).with_context(default_partner_id=self.partner.id)
        )
        wizard = form.save()
        wizard.action_check()
        self.assertEqual(wizard.resolvable_count, 1)
        self.partner.active = False
        with self.assertRaises(UserError):
            wizard.action_check()


@tagged("post_install", "-at_install")
class TestMappingCoverage(MappingCase):
    """Each word of the partner's events, and what Odoo makes of it."""

    def coverage(self):
        action = self.partner.action_open_coverage()
        rows = self.env[action["res_model"]].search(action["domain"])
        return {(row.sort, row.word, row.bin or None): row for row in rows}

    def test_by_what_each_word_is_understood(self):
        self.map_item("MAPPED")
        self.map_item("CASE", factor=24)
        self.map_place("DC-7")
        self.map_place("DC-7", self.shelf, external_bin="*")
        self.map_unit("CS", 24)
        self.map_unit("CT", 6, product_id=self.product.id)
        header = {"warehouse": "by gln", "gln": "0614141000012"}
        self.map_place(gln=header["gln"])
        by_gln = self.event("v5")
        by_gln["data"]["location"] = header
        del by_gln["data"]["lines"][0]["to"]["location"]
        self.ingest(
            self.event("v1", sku="MAPPED", warehouse="DC-7", bin="X", uom="CS"),
            self.event("v2", bin="INBT-S-1", uom="CT"),
            self.event("v3", sku="UNKNOWN", warehouse="NOWHERE", uom="QX"),
            self.event("v4", item={"gtin": "0614141999996"}, uom="EA"),
            by_gln,
            self.event("v6", item={"gtin": "0614141999995"}),
            self.event("v7", uom="ZZ", uomName="Kiste"),
            self.event("v8", sku="CASE"),
        )
        rows = self.coverage()
        for key, via, meaning in (
            (("sku", "MAPPED", None), "mapped", self.product.display_name),
            (
                ("sku", "CASE", None),
                "mapped",
                f"24 × {self.unit.name} × {self.product.display_name}",
            ),
            (("sku", "INB-1", None), "native", self.product.display_name),
            (("sku", "UNKNOWN", None), "unknown", False),
            (("gtin", "0614141999996", None), "native", self.product.display_name),
            (("gtin", "0614141999995", None), "unknown", False),
            (("place", "DC-7", "X"), "mapped", self.shelf.display_name),
            (("place", "INBT", "INBT-S-1"), "native", self.shelf.display_name),
            (("place", "NOWHERE", None), "unknown", False),
            (("place", "by gln", None), "mapped", self.warehouse.display_name),
            (("unit", "CS", None), "mapped", f"24 × {self.unit.display_name}"),
            (("unit", "CT", None), "partly", "products it is mapped for: 1"),
            (("unit", "EA", None), "native", self.unit.display_name),
            (("unit", "QX", None), "unknown", False),
            (("unit", "Kiste", None), "unknown", False),
        ):
            with self.subTest(key):
                self.assertEqual((rows[key].via, rows[key].meaning), (via, meaning))
        unknown = rows["sku", "UNKNOWN", None]
        self.assertEqual((unknown.event_count, unknown.refused_count), (1, 1))
        self.assertTrue(unknown.reason and unknown.last_seen)

    def test_counts_are_of_events(self):
        lines = [self.line(sku="NOPE") | {"lineId": str(n)} for n in range(3)]
        self.ingest(self.event("v1", lines=lines), self.event("v2", sku="NOPE"))
        row = self.coverage()["sku", "NOPE", None]
        self.assertEqual((row.event_count, row.refused_count), (2, 2))
        self.assertEqual(self.partner.not_understood_count, 2)

    def test_what_is_no_event_is_left_out(self):
        self.ingest(
            "{",
            '{"id": "x", "source": "urn:test:wms", "data": {"lines": "none"}}',
            self.event("k1", "snapshot_reported", lines=[{"item": 5, "uom": [1]}]),
        )
        self.coverage()

    def test_the_report_is_made_anew(self):
        self.ingest(self.event("v1", sku="LATER"))
        row = self.coverage()["sku", "LATER", None]
        action = row.action_map()
        context = {**action["context"], "default_product_id": self.product.id}
        form = Form(self.env[action["res_model"]].with_context(**context))
        form.save()
        rows = self.coverage()
        self.assertEqual(rows["sku", "LATER", None].via, "mapped")
        self.assertFalse(row.exists())
