"""Decisions on whose word counts, without a database."""

from odoo.tests import BaseCase, tagged

from ..lib.authority.authority import AuthorityRow, authority_over, overruling
from ..lib.inbound.touched import Touched

_WMS, _3PL = 1, 2
_DAL, _RNO = 10, 20


def row(partner, warehouse=None, kind=None, state=None):
    return AuthorityRow(partner, f"partner {partner}", warehouse, kind, state)


@tagged("post_install", "-at_install")
class TestLibAuthority(BaseCase):
    ROWS = [
        row(_WMS),
        row(None, state="damaged"),
        row(None, kind="adjustment_posted"),
        row(_3PL, _RNO),
        row(None, _RNO, state="quarantined"),
        row(_WMS, _RNO, kind="cycle_count_posted"),
        row(None, _RNO, kind="cycle_count_posted", state="quarantined"),
    ]
    # warehouse, kind, state -> who decides
    TABLE = [
        (_DAL, "goods_received", "available", _WMS),
        (_DAL, "goods_received", "damaged", None),
        (_DAL, "adjustment_posted", "available", None),
        (_DAL, "adjustment_posted", "damaged", None),
        (_DAL, "cycle_count_posted", "available", _WMS),
        (_RNO, "goods_received", "available", _3PL),
        # The warehouse's own rows come before any that are for all of them.
        (_RNO, "adjustment_posted", "available", _3PL),
        (_RNO, "goods_received", "damaged", _3PL),
        (_RNO, "goods_received", "quarantined", None),
        # The kind before the state.
        (_RNO, "cycle_count_posted", "available", _WMS),
        (_RNO, "cycle_count_posted", "damaged", _WMS),
        (_RNO, "cycle_count_posted", "quarantined", None),
    ]

    def test_the_most_specific_row_decides(self):
        for rows in (self.ROWS, self.ROWS[::-1]):
            for warehouse, kind, state, expected in self.TABLE:
                with self.subTest(warehouse=warehouse, kind=kind, state=state):
                    found = authority_over(rows, warehouse, kind, state)
                    self.assertEqual(found.partner_id, expected)

    def test_without_a_row_whoever_reports_is_right(self):
        touched = [Touched("/data/lines/0", _DAL, "available")]
        self.assertIsNone(authority_over([], _DAL, "packed", "available"))
        self.assertIsNone(overruling([], _3PL, "packed", touched))
        self.assertIsNone(overruling([row(None, _RNO)], _3PL, "packed", touched))

    def test_every_figure_must_be_the_partners(self):
        rows = [row(_WMS), row(None, state="quarantined")]
        hold = [
            Touched("/data/lines/0", _DAL, "available"),
            Touched("/data/lines/0", _DAL, "quarantined"),
        ]
        kind = "quality_hold_placed"
        self.assertIsNone(overruling(rows, _WMS, kind, hold[:1]))
        decides, figure = overruling(rows, _WMS, kind, hold)
        self.assertIsNone(decides.partner_id)
        self.assertEqual(figure.state, "quarantined")
        decides, figure = overruling(rows, _3PL, kind, hold)
        self.assertEqual((decides.partner_id, figure.state), (_WMS, "available"))

    def test_a_notice_has_no_state(self):
        notice = [Touched("/data/lines/0", _DAL, None)]
        by_state = [row(None, state="in_transit")]
        self.assertIsNone(overruling(by_state, _WMS, "asn_received", notice))
        by_kind = [row(None, kind="asn_received")]
        self.assertTrue(overruling(by_kind, _WMS, "asn_received", notice))
