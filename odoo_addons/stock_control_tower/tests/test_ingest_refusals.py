import base64
import json
from unittest.mock import patch

from odoo.tests import tagged

from ..lib.inbound.decoding import MAX_BYTES
from ..lib.refusals import CATALOGUE
from .inbound_common import SOURCE, InboundCase


@tagged("post_install", "-at_install")
class TestIngestRefusals(InboundCase):
    """Every code of the catalogue, by a message that only it refuses."""

    seen = set()

    @classmethod
    def tearDownClass(cls):
        missing = set(CATALOGUE) - cls.seen
        super().tearDownClass()
        if len(cls.seen) > 20 and missing - _TESTED_ELSEWHERE:
            raise AssertionError(f"codes without a test: {missing - _TESTED_ELSEWHERE}")

    def assertRefused(self, event, code, path=None, partner="test-wms"):
        quants = self.Quant.search_count([])
        outcome, row = self.ingest_one(event, partner=partner)
        self.assertEqual(outcome["outcome"], "refused", outcome)
        self.assertEqual(outcome["code"], code, outcome)
        if path is not None:
            self.assertEqual(outcome["path"], path, outcome)
        self.assertTrue(outcome["message"] and outcome["remedy"])
        self.assertEqual(
            (row.state, row.code, row.message, row.remedy),
            ("refused", code, outcome["message"], outcome["remedy"]),
        )
        self.assertFalse(row.move_ids)
        self.assertEqual(self.Quant.search_count([]), quants)
        self.seen.add(code)
        return outcome

    def test_undecodable(self):
        for text in (
            '{"id": ',
            "[]",
            "\ufeff{}",
            '{"a": NaN}',
            '{"a": 1e400}',
            '{"id": "1", "id": "2"}',
            '{"a": "\\u0000"}',
            '{"a": "\\ud800"}',
            '{"a": ' + "[" * 40 + "]" * 40 + "}",
            "[" * 10000,
            '{"a": ' + "9" * 5000 + "}",
        ):
            with self.subTest(text=text[:30]):
                self.assertRefused(text, "undecodable", "")

    def test_undecodable_bytes(self):
        raw = b'{"id": "\xff\xfe"}'
        item = {
            "partner": "test-wms",
            "bytes_base64": base64.b64encode(raw).decode(),
            "error": "invalid UTF-8 at byte 8",
        }
        outcome = self.inbox._ingest([item])[0]
        self.assertEqual(outcome["code"], "undecodable")
        row = self.inbox.search([("code", "=", "undecodable")], limit=1)
        self.assertIn("invalid UTF-8", row.message)
        self.assertIn("\\xff", row.event)

    def test_event_too_large(self):
        event = self.event("big")
        padding = MAX_BYTES - len(self._text(event)) - len(',"subject":""')
        text = self._text(event)[:-1] + f',"subject":"{"x" * padding}"' + "}"
        self.assertEqual(len(text), MAX_BYTES)
        self.assertRefused(text, "schema_invalid", "/subject")
        self.assertRefused(text + " ", "event_too_large")

    @staticmethod
    def _text(event):
        return json.dumps(event, separators=(",", ":"))

    def test_schema_invalid(self):
        event = self.event("s1")
        del event["data"]["businessKey"]
        self.assertRefused(event, "schema_invalid")
        event = self.event("s2")
        event["extra"] = True
        self.assertRefused(event, "schema_invalid", "/extra")
        self.assertRefused(
            {"id": "s3", "source": SOURCE, "environment": "test"}, "schema_invalid"
        )
        event = self.event("s4")
        event["data"]["lines"] = [self.line(), self.line()]
        self.assertRefused(event, "schema_invalid", "/data/lines/1/lineId")
        self.assertRefused(self.event("s5") | {"id": 5}, "schema_invalid")
        self.assertRefused("{}", "schema_invalid")

    def test_unknown_partner(self):
        self.assertRefused(self.event("p1"), "unknown_partner", partner="nobody")
        self.partner.active = False
        self.assertRefused(self.event("p2"), "unknown_partner")

    def test_foreign_source(self):
        event = self.event("f1") | {"source": "urn:test:somebody"}
        outcome = self.assertRefused(event, "foreign_source", "/source")
        self.assertIn(SOURCE, outcome["message"])

    def test_environment_mismatch(self):
        event = self.event("e1") | {"environment": "production"}
        self.assertRefused(event, "environment_mismatch", "/environment")

    def test_kind_not_supported(self):
        for kind in ("opening_balance", "event_outcome", "no_such_kind"):
            event = self.event(f"k-{kind}", kind)
            self.assertRefused(event, "kind_not_supported", "/type")
        event = self.event("k-v2")
        event["type"] = "org.stockcontroltower.goods_received.v2"
        self.assertRefused(event, "kind_not_supported", "/type")

    def test_time_in_future(self):
        event = self.event("t1") | {"time": self.at(days=1, minutes=5)}
        self.assertRefused(event, "time_in_future", "/time")
        event = self.event("t2") | {"time": self.at(hours=23)}
        self.assertEqual(self.ingest(event)[0]["outcome"], "applied")

    def test_unknown_warehouse(self):
        path = "/data/lines/0/to/location/warehouse"
        self.assertRefused(
            self.event("w1", warehouse="NOPE"), "unknown_warehouse", path
        )

    def test_warehouse_not_allowed(self):
        event = self.event("w2", warehouse="INBX")
        outcome = self.assertRefused(event, "warehouse_not_allowed")
        self.assertIn("INBT", outcome["message"])

    def test_unknown_location(self):
        path = "/data/lines/0/to/location/bin"
        self.assertRefused(self.event("l1", bin="ZZ-99"), "unknown_location", path)
        self._new_bin("Twin", "T-1")
        self._new_bin("Twin", "T-2", self.shelf)
        self.assertRefused(self.event("l2", bin="Twin"), "unknown_location", path)
        self.shelf.usage = "view"
        self.assertRefused(self.event("l3", bin="INBT-S-1"), "unknown_location", path)

    def test_location_not_in_warehouse(self):
        event = self.event("l4", bin="INBX-S-1")
        self.assertRefused(event, "location_not_in_warehouse")
        self.assertRefused(self.event("l5", bin="Foreign"), "unknown_location")

    def test_state_not_mapped(self):
        self.assertRefused(self.event("m1", state="damaged"), "state_not_mapped")
        for state in ("reserved", "in_transit"):
            event = self.event(
                f"m-{state}",
                "adjustment_posted",
                gain=True,
                state=state,
                bin="INBT-S-1",
            )
            self.assertRefused(event, "state_not_mapped", "/data/lines/0")

    def test_state_mismatch(self):
        path = "/data/lines/0/to/location/bin"
        event = self.event("sm1", state="damaged", bin="INBT-S-1")
        self.assertRefused(event, "state_mismatch", path)
        self.shelf.tower_state = "quarantined"
        outcome = self.assertRefused(
            self.event("sm2", bin="INBT-S-1"), "state_mismatch", path
        )
        self.assertIn("is quarantined", outcome["message"])

    def test_same_place(self):
        event = self.event("sp1", "stock_moved", bin="INBT-S-1")
        event["data"]["lines"][0]["to"] = event["data"]["lines"][0]["from"]
        self.assertRefused(event, "same_place", "/data/lines/0")

    def test_unknown_owner(self):
        event = self.event("o1", owner="Somebody Else")
        self.assertRefused(event, "unknown_owner", "/data/lines/0/owner")
        self.env["res.partner"].create([{"name": "Twin Ltd"}, {"name": "Twin Ltd"}])
        self.assertRefused(self.event("o2", owner="Twin Ltd"), "unknown_owner")

    def test_wrong_owner(self):
        allowed, other = self.env["res.partner"].create(
            [{"name": "May Ltd"}, {"name": "May Not Ltd", "ref": "MN"}]
        )
        with patch.object(
            type(self.partner),
            "_sender_policies",
            lambda partner: {"owner_ids": frozenset(allowed.ids)},
        ):
            event = self.event("o3", owner="MN")
            outcome = self.assertRefused(event, "wrong_owner", "/data/lines/0/owner")
            self.assertIn(other.name, outcome["message"])
            event = self.event("o4", owner="May Ltd")
            self.assertEqual(self.ingest(event)[0]["outcome"], "applied")

    def test_unknown_item(self):
        path = "/data/lines/0/item"
        self.assertRefused(self.event("i1", sku="NOPE"), "unknown_item", f"{path}/sku")
        event = self.event("i2", item={"gtin": "0614141000005"})
        self.assertRefused(event, "unknown_item", f"{path}/gtin")
        self.assertRefused(self.event("i3", item={"odooProductId": 1}), "unknown_item")
        self.product.active = False
        self.assertRefused(self.event("i4"), "unknown_item", f"{path}/sku")

    def test_ambiguous_item(self):
        self._new_product("INB-1")
        self.assertRefused(self.event("i5"), "ambiguous_item")

    def test_item_mismatch(self):
        self._new_product("INB-2", barcode="0614141999989")
        event = self.event("i6", item={"sku": "INB-1", "gtin": "0614141999989"})
        self.assertRefused(event, "item_mismatch", "/data/lines/0/item")

    def test_gtin_check_digit(self):
        path = "/data/lines/0/item/gtin"
        for gtin, right in (
            ("0614141999995", "0614141999996"),
            ("614141999990", "614141999996"),
            ("00614141999991", "00614141999996"),
            ("96385073", "96385074"),
        ):
            event = self.event(f"g-{gtin}", item={"gtin": gtin})
            outcome = self.assertRefused(event, "gtin_check_digit", path)
            self.assertIn(right, outcome["message"])

    def test_gln_check_digit(self):
        event = self.event("g-gln")
        event["data"]["location"] = {"warehouse": "INBT", "gln": "0614141000013"}
        outcome = self.assertRefused(event, "gln_check_digit", "/data/location/gln")
        self.assertIn("0614141000012", outcome["message"])

    def test_item_not_storable(self):
        self._new_product("INB-NOT", is_storable=False)
        self.assertRefused(self.event("i7", sku="INB-NOT"), "item_not_storable")

    def test_unknown_unit(self):
        path = "/data/lines/0/uom"
        self.assertRefused(self.event("u1", uom="XPX"), "unknown_unit", path)
        event = self.event("u2", uom="ZZ", uomName="Barrel of laughs")
        self.assertRefused(event, "unknown_unit", path)

    def test_unit_not_convertible(self):
        self.assertRefused(self.event("u3", uom="KGM"), "unit_not_convertible")

    def test_quantity_invalid(self):
        for number, quantity in enumerate(("0", "0.000", "-5", "five", "1e3", "")):
            event = self.event(f"q{number}", quantity=quantity)
            self.assertRefused(event, "quantity_invalid", "/data/lines/0/quantity")
        self.assertRefused(self.event("q-number", quantity=5), "quantity_invalid")

    def test_quantity_lossy(self):
        event = self.event("q10", sku="INB-KG", quantity="1.000001", uom="KGM")
        self.assertRefused(event, "quantity_lossy")
        event = self.event("q11", quantity="123456789012345.67")
        self.assertRefused(event, "quantity_lossy")

    def test_lot_required(self):
        self.assertRefused(self.event("n1", sku="INB-LOT"), "lot_required")
        self.assertRefused(self.event("n2", sku="INB-SN", quantity="1"), "lot_required")

    def test_unknown_lot(self):
        event = self.event("n3", "shipment_dispatched", sku="INB-LOT", lot="NOPE")
        self.assertRefused(event, "unknown_lot", "/data/lines/0/lot")
        self.warehouse.in_type_id.use_create_lots = False
        event = self.event("n4", sku="INB-LOT", lot="NOPE")
        self.assertRefused(event, "unknown_lot")

    def test_lot_not_tracked(self):
        self.assertRefused(self.event("n5", lot="L"), "lot_not_tracked")
        self.assertRefused(
            self.event("n6", quantity="1", serials=["S"]), "lot_not_tracked"
        )

    def test_serial_quantity(self):
        event = self.event("n7", sku="INB-SN", quantity="2", serials=["A"])
        self.assertRefused(event, "serial_quantity", "/data/lines/0/serials")
        event = self.event("n8", sku="INB-SN", quantity="2", lot="A")
        self.assertRefused(event, "serial_quantity", "/data/lines/0/lot")

    def test_odoo_refuses_a_serial_that_is_there(self):
        self.ingest(self.event("n9", sku="INB-SN", quantity="1", serials=["A"]))
        event = self.event("n10", sku="INB-SN", quantity="1", serials=["A"])
        outcome = self.assertRefused(event, "refused_by_odoo")
        self.assertIn("A", outcome["message"])

    def test_injection_is_inert(self):
        for number, text in enumerate(
            ("'; DROP TABLE stock_move; --", "%s", "{message}", "<script>x</script>")
        ):
            self.assertRefused(self.event(f"x{number}", sku=text), "unknown_item")


_TESTED_ELSEWHERE = {
    "apply_failed",
    "correction_exceeds",
    "correction_unknown",
    "count_inconsistent",
    "count_stale",
    "document_ambiguous",
    "document_cancelled",
    "document_closed",
    "document_not_found",
    "document_open",
    "document_unclear",
    "document_wrong_warehouse",
    "duplicate_business_key",
    "flow_off",
    "hold_covers_lot",
    "id_conflict",
    "item_is_kit",
    "item_not_on_document",
    "location_mismatch",
    "lot_expired",
    "negative_not_allowed",
    "pack_mismatch",
    "pack_unit_unclear",
    "quantity_over",
    "reference_required",
    "refused_by_odoo",
    "wrong_company",
}
