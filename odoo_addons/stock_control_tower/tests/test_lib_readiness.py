"""What blocks live mode, and what only deserves a look."""

from datetime import timedelta

from odoo.tests import BaseCase, tagged

from ..lib.authority.readiness import (
    BLOCKING,
    GOOD,
    WARNING,
    ReadinessFacts,
    as_json,
    assess,
    blocking,
    from_json,
)


def levels(**facts):
    return {one.code: one.level for one in assess(ReadinessFacts(**facts))}


@tagged("post_install", "-at_install")
class TestLibReadiness(BaseCase):
    def test_only_unclassed_stock_blocks(self):
        found = assess(ReadinessFacts(unclassed=("WH/Stock", "WH/Cage")))
        self.assertEqual([one.code for one in blocking(found)], ["unclassed"])
        self.assertEqual(found[0].level, BLOCKING)
        self.assertEqual((found[0].count, found[0].names), (2, ("WH/Stock", "WH/Cage")))
        worst = ReadinessFacts(
            refused={"unknown_item": 9, "schema_invalid": 1},
            compared={"differs": 3, "not_found": 2},
            late_arrivals=1,
            open_gaps=1,
        )
        self.assertEqual(blocking(assess(worst)), [])

    def test_what_a_mapping_cures_is_told_apart(self):
        found = levels(refused={"unknown_item": 2, "schema_invalid": 1})
        self.assertEqual((found["unmapped"], found["refused"]), (WARNING, WARNING))
        self.assertNotIn("none_refused", found)
        self.assertEqual(levels()["none_refused"], GOOD)

    def test_nothing_compared_is_a_warning(self):
        self.assertEqual(levels()["never_compared"], WARNING)
        found = levels(compared={"matched": 5, "differs": 1})
        self.assertEqual(found["compared_matched"], GOOD)
        self.assertEqual(found["compared_differs"], WARNING)
        self.assertNotIn("never_compared", found)

    def test_silence_is_a_warning(self):
        self.assertEqual(levels()["no_event"], WARNING)
        day = timedelta(days=1)
        self.assertEqual(levels(last_event_age=day)["last_event"], GOOD)
        late = day + timedelta(seconds=1)
        self.assertEqual(levels(last_event_age=late)["last_event"], WARNING)

    def test_the_log_keeps_findings_as_they_were(self):
        found = assess(ReadinessFacts(unclassed=("A",), refused={"unknown_unit": 1}))
        self.assertEqual(from_json(as_json(found)), found)
        self.assertEqual(from_json(None), [])
