from datetime import datetime, timedelta

from odoo.tests import tagged
from odoo.tests.common import BaseCase

from ..lib.contract_validator import validate
from ..lib.exceptions.fingerprint import fingerprint, gap_fingerprint, normal_path
from ..lib.exceptions.lifecycle import next_state
from ..lib.exceptions.retrying import difference, hopeless, read_edited
from ..lib.exceptions.severity import CRITICAL, HIGH, LOW, MEDIUM, Impact, assess

NOW = datetime(2026, 11, 25, 12)


def event(sku="A-1", uom="BOX", warehouse="DAL", bin_name="X-1"):
    place = {"warehouse": warehouse, "bin": bin_name}
    line = {
        "item": {"sku": sku, "gtin": "4006381333931"},
        "uom": uom,
        "lot": "L-7",
        "quantity": "5",
        "to": {"state": "available", "location": place},
    }
    return {"id": "e1", "data": {"lines": [line, line], "location": place}}


@tagged("post_install", "-at_install")
class TestFingerprint(BaseCase):
    def thing(self, code, path, message="", **values):
        return fingerprint(code, "wms", path, event(**values), message).thing

    def test_one_unknown_sku_is_one_group(self):
        first = fingerprint("unknown_item", "wms", "/data/lines/0/item/sku", event())
        second = fingerprint("unknown_item", "wms", "/data/lines/1/item/sku", event())
        self.assertEqual(first.thing, "A-1")
        self.assertEqual(first.path, "/data/lines/*/item/sku")
        self.assertEqual(first.key, second.key)

    def test_what_differs_keeps_apart(self):
        keys = {
            fingerprint(code, partner, path, event(sku=sku)).key
            for code, partner, path, sku in (
                ("unknown_item", "wms", "/data/lines/0/item/sku", "A-1"),
                ("unknown_item", "wms", "/data/lines/0/item/sku", "A-2"),
                ("unknown_item", "tpl", "/data/lines/0/item/sku", "A-1"),
                ("unknown_item", "wms", "/data/lines/0/item/gtin", "A-1"),
                ("ambiguous_item", "wms", "/data/lines/0/item/sku", "A-1"),
            )
        }
        self.assertEqual(len(keys), 5)

    def test_parts_do_not_run_into_each_other(self):
        one = fingerprint("flow_off", "a", "", None, "")
        other = fingerprint("flow_off", "", "", {"x": 1}, "")
        self.assertNotEqual(one.key, other.key)

    def test_the_thing_is_named_as_the_event_does(self):
        line = "/data/lines/0"
        self.assertEqual(
            self.thing("unknown_location", f"{line}/to/location/bin"), "DAL/X-1"
        )
        self.assertEqual(
            self.thing("unknown_warehouse", f"{line}/to/location/warehouse"), "DAL"
        )
        self.assertEqual(self.thing("unknown_unit", f"{line}/uom"), "BOX")
        self.assertEqual(
            self.thing("unit_not_convertible", f"{line}/uom"),
            "BOX · A-1 / 4006381333931",
        )
        self.assertEqual(
            self.thing("unknown_lot", f"{line}/lot"), "A-1 / 4006381333931 · L-7"
        )
        self.assertEqual(
            self.thing("quantity_lossy", f"{line}/quantity"), "A-1 / 4006381333931"
        )
        self.assertEqual(self.thing("lot_required", line), "A-1 / 4006381333931")

    def test_numbers_and_names_in_messages_do_not_count(self):
        first = self.thing("apply_failed", "", "It failed: KeyError: 'x' in line 12")
        self.assertEqual(
            first, self.thing("apply_failed", "", "It failed: KeyError: 'y' in line 7")
        )
        self.assertEqual(
            self.thing("apply_failed", "", "It failed: ValueError"), "ValueError"
        )

    def test_broken_messages(self):
        for code in ("undecodable", "schema_invalid", "unknown_item"):
            for text in (None, [], {"data": 7}, {"data": {"lines": "x"}}):
                fingerprint(code, None, "/data/lines/0/item/sku", text, None)
        cut = fingerprint(
            "unknown_item", "wms", "/data/lines/0/item/sku", event("s" * 512)
        )
        self.assertEqual(len(cut.thing), 200)

    def test_categories(self):
        found = {
            code: fingerprint(code, "wms", "", {}).category
            for code in (
                "undecodable",
                "apply_failed",
                "count_stale",
                "id_conflict",
                "flow_off",
            )
        }
        self.assertEqual(
            list(found.values()),
            ["undecodable", "failed", "conflict", "conflict", "refused"],
        )
        self.assertEqual(gap_fingerprint("wms", "urn:x").category, "gap")

    def test_paths(self):
        self.assertEqual(
            normal_path("/data/lines/12/serials/3"), "/data/lines/*/serials/*"
        )
        self.assertEqual(normal_path("/data/lines2/x1"), "/data/lines2/x1")


@tagged("post_install", "-at_install")
class TestSeverity(BaseCase):
    def level(self, category="refused", open_count=1, **impact):
        return assess(Impact(category, open_count, **impact), NOW)[0]

    def test_promises(self):
        for hours, level in ((-1, CRITICAL), (3.9, CRITICAL), (4.1, HIGH), (25, LOW)):
            promise = NOW + timedelta(hours=hours)
            self.assertEqual(self.level(promise_at=promise), level, hours)

    def test_documents_and_money(self):
        for count, level in ((0, LOW), (1, MEDIUM), (5, HIGH), (20, CRITICAL)):
            self.assertEqual(self.level(documents=count), level, count)
        for value, level in ((0, LOW), (1, MEDIUM), (1_000, HIGH), (10_000, CRITICAL)):
            self.assertEqual(self.level(value=value), level, value)
        self.assertEqual(self.level(unvalued=3), MEDIUM)

    def test_kinds(self):
        self.assertEqual(self.level("failed"), HIGH)
        self.assertEqual(self.level("gap"), HIGH)
        self.assertEqual(self.level("dead"), HIGH)

    def test_nothing_open_is_low_whatever_it_was(self):
        level, reasons = assess(Impact("failed", 0, value=1e6), NOW)
        self.assertEqual((level, [one.code for one in reasons]), (LOW, ["settled"]))

    def test_every_reason_is_told_worst_first(self):
        _level, reasons = assess(
            Impact("failed", 2, documents=1, value=20_000.0, unvalued=1), NOW
        )
        self.assertEqual(
            [one.code for one in reasons], ["value", "failed", "documents", "unvalued"]
        )


@tagged("post_install", "-at_install")
class TestLifecycle(BaseCase):
    def test_states(self):
        self.assertEqual(next_state("new", 0, LOW), ("resolved", "nothing_open"))
        self.assertEqual(next_state("resolved", 1, LOW), ("regressed", "came_back"))
        self.assertEqual(next_state("resolved", 0, LOW), ("resolved", None))
        self.assertEqual(next_state("in_progress", 9, CRITICAL), ("in_progress", None))

    def test_snoozed_until_worse(self):
        def state(count, severity=LOW, at=4):
            return next_state("snoozed", count, severity, at, LOW)[0]

        self.assertEqual(state(8), "snoozed")  # twice as many, yet a handful
        self.assertEqual(state(9), "new")
        self.assertEqual(state(150, at=100), "snoozed")
        self.assertEqual(state(200, at=100), "new")
        self.assertEqual(state(4, MEDIUM), "new")


@tagged("post_install", "-at_install")
class TestRetrying(BaseCase):
    def test_edited_text(self):
        def problems(text, known=True):
            return read_edited(text, "urn:x", "e1", known, validate)

        self.assertIn("not a JSON object", problems("{")[0])
        self.assertIn("source and id must stay", problems('{"id": "e2"}')[-1])
        self.assertNotIn("must stay", " ".join(problems('{"id": "e2"}', known=False)))

    def test_what_cannot_be_retried(self):
        self.assertIn("new id", hopeless("id_conflict"))
        self.assertIsNone(hopeless("unknown_item"))

    def test_difference(self):
        self.assertEqual(difference('{"a":1}', '{ "a": 1 }'), "")
        self.assertIn('-  "a": 1', difference('{"a":1}', '{"a":2}'))
