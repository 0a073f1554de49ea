from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from odoo.tests.common import BaseCase, tagged

from ..lib.mapping.mapping_csv import (
    MAX_BYTES,
    MAX_ROWS,
    TABLES,
    Unreadable,
    guard,
    read,
    unguard,
    write,
)
from ..lib.mapping.mapping_import import Change, decide, keep_all_or_none
from ..lib.mapping.mappings import ItemMapping

ITEM = "external_sku,gtin,product,factor,unit,valid_from,valid_to,active\n"


@tagged("post_install", "-at_install")
class TestMappingCsv(BaseCase):
    """Bytes to rows: every row for itself, every fault with its remedy."""

    def row(self, text, header=ITEM):
        _table, rows = read((header + text).encode())
        self.assertEqual(len(rows), 1)
        return rows[0]

    def assertProblem(self, pattern, text, header=ITEM):
        problem = self.row(text, header).problem
        self.assertTrue(problem, text)
        self.assertRegex(" ".join(problem), pattern)
        self.assertTrue(all(problem))

    def assertUnreadable(self, pattern, data):
        with self.assertRaisesRegex(Unreadable, pattern) as caught:
            read(data)
        self.assertTrue(caught.exception.remedy)

    def test_the_table_is_told_by_the_header(self):
        for table, columns in TABLES.items():
            for header in (columns, columns[::-1]):
                data = ",".join(header).encode() + b"\n"
                self.assertEqual(read(data), (table, []))
        self.assertEqual(read(b"gtin;product\n")[0], "item")
        for header in (
            b"",
            b"\n\n",
            b"product,factor",
            b"external_sku,product,colour",
            b"external_sku,external_sku,product",
            b"gtin,product,external_unit,unit",
        ):
            self.assertUnreadable("no mapping table", header)

    def test_marks_and_separators(self):
        for text in (
            b"external_sku,product\r\nA,B\r\n",
            b"\xef\xbb\xbfexternal_sku,product\nA,B",
            b"external_sku;product\n\nA;B\n;\n",
            b'external_sku;product\n"A";"B"\n',
            b" external_sku , product \n A , B \n",
        ):
            _table, rows = read(text)
            values = rows[0].values
            self.assertEqual((values["external_sku"], values["product"]), ("A", "B"))
            self.assertIsNone(rows[0].problem)

    def test_rows_are_numbered_as_a_spreadsheet_does(self):
        data = b'external_sku,product\n"A\nB",P\n\nC,P\n'
        self.assertEqual([row.number for row in read(data)[1]], [2, 4])

    def test_cells(self):
        row = self.row(
            "A,0614141999996,P,12.50,CS,2026-06-01,2026-07-01T02:00+02:00,no"
        )
        self.assertIsNone(row.problem)
        self.assertEqual(row.values["factor"], Decimal("12.50"))
        self.assertEqual(row.values["valid_from"], datetime(2026, 6, 1))
        self.assertEqual(row.values["valid_to"], datetime(2026, 7, 1))
        self.assertIs(row.values["active"], False)
        empty = self.row("A,,P,,,,,")
        self.assertIs(empty.values["active"], True)
        self.assertIsNone(empty.values["factor"])

    def test_bad_cells(self):
        for text, pattern in (
            ("A,0614141999995,P,,,,,", "'0614141999996'"),
            ("A,614141,P,,,,,", "has 8, 12, 13, 14 digits.*leading zeros"),
            ("A,,P,0,,,,", "factor is '0'.*above zero"),
            ("A,,P,-1,,,,", "factor"),
            ('A,,P,"1,5",,,,', "factor is '1,5'.*decimal point"),
            ("A,,P,1e3,,,,", "factor"),
            ("A,,P,NaN,,,,", "factor"),
            ("A,,P,1.2345678901234567,,,,", "factor"),
            ("A,,P,,,1.6.2026,,", "valid_from is '1.6.2026'"),
            ("A,,P,,,2026-02-30,,", "valid_from"),
            ("A,,P,,,0001-01-01,,", "valid_from"),
            ("A,,P,,,2026-06-01,2026-06-01,", "not after"),
            ("A,,P,,,,,maybe", "active is 'maybe'"),
            (",,P,,,,,", "external_sku and gtin are empty"),
            ("A,,,,,,,", "product is empty"),
            ("A,,P,,,,,yes,more", "9 cells, the header 8"),
            (f"{'A' * 513},,P,,,,,", "513 characters"),
        ):
            with self.subTest(text):
                self.assertProblem(pattern, text)

    def test_bad_places(self):
        header = "external_warehouse,external_bin,gln,warehouse,location\n"
        for text, pattern in (
            (",A,0614141000012,W,", "without external_warehouse"),
            ("W,,,W,L", "without external_bin"),
            ("W,,0614141000013,W,", "'0614141000012'"),
            ("W,A,,,L", "warehouse is empty"),
        ):
            self.assertProblem(pattern, text, header)

    def test_one_bad_row_does_not_spoil_the_others(self):
        _table, rows = read((ITEM + "A,,P,,,,,\nB,,P,x,,,,\nC,,P,,,,,\n").encode())
        self.assertEqual([bool(row.problem) for row in rows], [False, True, False])

    def test_files_that_are_none(self):
        self.assertUnreadable("no UTF-8", b"external_sku,product\n\xff,B")
        self.assertUnreadable("no UTF-8", "external_sku,product\n".encode("utf-16"))
        self.assertUnreadable("zero bytes", b"external_sku,product\nA\0,B")
        self.assertUnreadable("no CSV", b'external_sku,product\n"A,B\n')
        self.assertUnreadable(f"{MAX_BYTES} are the most", b"x" * (MAX_BYTES + 1))
        head = b"external_sku,product\n"
        self.assertEqual(len(read(head + b"A,B\n" * MAX_ROWS)[1]), MAX_ROWS)
        self.assertUnreadable("more than", head + b"A,B\n" * (MAX_ROWS + 1))

    def test_no_cell_is_a_formula(self):
        for cell in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''@x"):
            self.assertEqual(guard(cell)[0], "'")
            self.assertEqual(unguard(guard(cell)), cell)
        for cell in ("", "A=1", "'", "'A", "it's"):
            self.assertEqual(guard(cell), cell)
            self.assertEqual(unguard(cell), cell)
        data = write("item", [{"external_sku": "=cmd|' /C calc'!A0", "product": "-1"}])
        self.assertIn(b"'=cmd|' /C calc'!A0", data)
        values = read(data)[1][0].values
        self.assertEqual(values["external_sku"], "=cmd|' /C calc'!A0")
        self.assertEqual(values["product"], "-1")

    def test_what_is_written_is_read(self):
        row = {
            "external_sku": 'He said "12; 13,\n14"',
            "gtin": "0614141999996",
            "product": "Schraube Ø 8",
            "factor": Decimal("0.5"),
            "unit": "C62",
            "valid_from": datetime(2026, 6, 1, 8, 30),
            "valid_to": None,
            "active": True,
        }
        self.assertEqual(read(write("item", [row]))[1][0].values, row)


@tagged("post_install", "-at_install")
class TestMappingDecide(BaseCase):
    """What rows do to a table that has some already."""

    def mapping(self, sku, product=1, start=None, end=None, **values):
        values = {"id": None, "partner_id": 5, "gtin14": None, **values}
        return ItemMapping(
            sku=sku,
            product_id=product,
            start=start and datetime(2026, start, 1),
            end=end and datetime(2026, end, 1),
            **values,
        )

    def change(self, number, mapping, given=("product_id", "start", "end"), **values):
        return Change(number, mapping=mapping, given=frozenset(given), **values)

    def decide(self, known, *changes):
        decide(changes, known)
        return [change.status for change in changes]

    def test_created_updated_unchanged(self):
        known = [self.mapping("A", id=1), self.mapping("B", id=2)]
        statuses = self.decide(
            known,
            self.change(2, self.mapping("A")),
            self.change(3, self.mapping("B", product=9)),
            self.change(4, self.mapping("C")),
        )
        self.assertEqual(statuses, ["unchanged", "updated", "created"])

    def test_columns_that_are_not_there_stay(self):
        known = [self.mapping("A", id=1, factor=Fraction(12), gtin14="0" * 14)]
        same = self.change(2, self.mapping("A"), given=("product_id",))
        self.assertEqual(self.decide(known, same), ["unchanged"])
        told = self.change(2, self.mapping("A"), given=("factor",))
        self.assertEqual(self.decide(known, told), ["updated"])
        self.assertEqual(told.mapping.gtin14, "0" * 14)

    def test_one_ends_the_next_begins_in_any_order(self):
        known = [self.mapping("A", id=1)]
        begins = self.change(2, self.mapping("A", product=2, start=6))
        ends = self.change(3, self.mapping("A", end=6))
        self.assertEqual(self.decide(known, begins, ends), ["created", "updated"])

    def test_overlaps_name_what_is_in_the_way(self):
        known = [self.mapping("A", id=1)]
        first = self.change(2, self.mapping("A", start=6))
        self.assertEqual(self.decide(known, first), ["error"])
        self.assertIn("further notice", first.reason)
        first = self.change(2, self.mapping("B", end=8))
        second = self.change(3, self.mapping("B", start=6))
        self.assertEqual(self.decide(known, first, second), ["created", "error"])
        self.assertIn("row 2", second.reason)

    def test_an_update_that_fails_leaves_its_place_taken(self):
        known = [self.mapping("A", id=1, end=3), self.mapping("A", id=2, start=6)]
        longer = self.change(2, self.mapping("A", end=8))
        between = self.change(3, self.mapping("A", start=2, end=4))
        self.assertEqual(self.decide(known, longer, between), ["error", "error"])

    def test_a_word_twice_in_the_file(self):
        first, second = (self.change(n, self.mapping("A", product=n)) for n in (2, 3))
        self.assertEqual(self.decide([], first, second), ["created", "error"])
        self.assertIn("Row 2", second.reason)

    def test_rows_that_end_a_mapping(self):
        known = [self.mapping("A", id=1)]
        gone = self.change(2, self.mapping("A"), active=False)
        never = self.change(3, self.mapping("B"), active=False)
        self.assertEqual(self.decide(known, gone, never), ["updated", "unchanged"])

    def test_all_or_nothing(self):
        good = self.change(2, self.mapping("A"))
        bad = Change(3)
        bad.fail("x", "y")
        same = self.change(4, self.mapping("B"))
        decide([good, bad, same], [self.mapping("B", id=1)])
        keep_all_or_none([good, bad, same])
        statuses = [one.status for one in (good, bad, same)]
        self.assertEqual(statuses, ["skipped", "error", "unchanged"])
