import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from ..lib.mapping.mapping_csv import MAX_BYTES, read
from .test_mapping_tables import MappingCase


class ImportCase(MappingCase):
    def wizard(self, text, **values):
        data = text if isinstance(text, bytes) else text.encode()
        return self.env["stock.tower.mapping.import"].create(
            {
                "partner_id": self.partner.id,
                "file": base64.b64encode(data),
                "file_name": "test.csv",
                **values,
            }
        )

    def lines(self, wizard):
        return [(line.number, line.status) for line in wizard.line_ids]


@tagged("post_install", "-at_install")
class TestMappingImport(ImportCase):
    """Files into tables, row by row, and back."""

    ITEMS = (
        "external_sku;gtin;product;factor;unit\n"
        "A;;INB-1;;\n"
        "B;;INB-1;12;\n"
        "C;;NOPE;;\n"
        ";614141000005;0614141999996;2;Pack of 6\n"
        "E;;INB-KG;1;C62\n"
    )

    def test_good_rows_are_imported_bad_ones_reported(self):
        wizard = self.wizard(self.ITEMS)
        action = wizard.action_import()
        self.assertEqual(action["res_id"], wizard.id)
        self.assertEqual(
            self.lines(wizard),
            [
                (2, "created"),
                (3, "created"),
                (4, "error"),
                (5, "created"),
                (6, "error"),
            ],
        )
        self.assertEqual((wizard.created_count, wizard.error_count), (3, 2))
        unknown, lossy = wizard.objection_ids
        self.assertIn("no product 'NOPE'", unknown.reason)
        self.assertTrue(unknown.remedy and lossy.remedy)
        self.assertIn("does not convert", lossy.reason)
        rows = self.Item.search([("partner_id", "=", self.partner.id)])
        self.assertEqual(rows.product_id, self.product)
        by_gtin = rows.filtered("gtin")
        self.assertEqual((by_gtin.factor, by_gtin.uom_id), (2, self.six))
        report = base64.b64decode(wizard.report).decode("utf-8-sig").splitlines()
        self.assertEqual(report[0], "number,word,status,reason,remedy")
        self.assertEqual(len(report), 6)

    def test_importing_again_changes_nothing(self):
        self.wizard(self.ITEMS).action_import()
        wizard = self.wizard(self.ITEMS)
        wizard.action_import()
        self.assertEqual((wizard.unchanged_count, wizard.created_count), (3, 0))

    def test_all_or_nothing(self):
        wizard = self.wizard(self.ITEMS, all_or_nothing=True)
        wizard.action_import()
        self.assertEqual((wizard.skipped_count, wizard.error_count), (3, 2))
        self.assertFalse(self.Item.search([("partner_id", "=", self.partner.id)]))

    def test_what_only_odoo_objects_to_keeps_all_out_too(self):
        text = "external_sku,product,unit\nA,INB-1,\nE,INB-KG,C62\n"
        wizard = self.wizard(text, all_or_nothing=True)
        wizard.action_import()
        self.assertEqual(self.lines(wizard), [(2, "skipped"), (3, "error")])
        self.assertFalse(self.Item.search([("partner_id", "=", self.partner.id)]))

    def test_trying_changes_nothing_and_says_the_same(self):
        trial = self.wizard(self.ITEMS)
        trial.action_try()
        self.assertEqual(trial.state, "tried")
        self.assertFalse(self.Item.search([("partner_id", "=", self.partner.id)]))
        said = self.lines(trial)
        trial.action_import()
        self.assertEqual(self.lines(trial), said)
        self.assertEqual(trial.state, "imported")

    def test_update_end_and_add(self):
        self.map_item("A", factor=12)
        self.map_item("B")
        self.map_item("C")
        wizard = self.wizard(
            "external_sku,product,valid_from,valid_to,active\n"
            "A,INB-1,2026-06-01,,\n"
            "A,INB-1,,2026-06-01,\n"
            "B,INB-KG,,,\n"
            "C,INB-1,,,no\n"
        )
        wizard.action_import()
        self.assertEqual(
            self.lines(wizard),
            [(2, "created"), (3, "updated"), (4, "updated"), (5, "updated")],
        )
        old, new = self.Item.search(
            [("partner_id", "=", self.partner.id), ("external_sku", "=", "A")]
        ).sorted(lambda row: bool(row.valid_from))
        self.assertEqual((old.factor, new.factor), (12, 1))
        self.assertEqual(old.valid_to, new.valid_from)
        named = {row.external_sku: row for row in self.Item.search([])}
        self.assertEqual(named["B"].product_id, self.kilo_product)
        self.assertNotIn("C", named)

    def test_places_and_units(self):
        wizard = self.wizard(
            "external_warehouse,external_bin,gln,warehouse,location\n"
            "DC-7,,0614141000012,INBT,\n"
            f"DC-7,A-1,,INBT,{self.shelf.complete_name}\n"
            "DC-7,A-2,,INBT,INBT-S-2\n"
            "DC-7,A-3,,INBT,INBX-S-1\n"
        )
        wizard.action_import()
        self.assertEqual((wizard.table, wizard.created_count), ("location", 3))
        self.assertIn("not in warehouse", wizard.objection_ids.reason)
        wizard = self.wizard(
            "external_unit,product,factor,unit\nCS,INB-1,24,EA\nCS,,12,C62\n"
        )
        wizard.action_import()
        self.assertEqual((wizard.table, wizard.created_count), ("unit", 1))
        self.assertIn("no unit 'EA'", wizard.objection_ids.reason)

    def test_names_that_are_not_unique(self):
        twin = self._new_product("INB-1")
        wizard = self.wizard(
            f"external_sku,product\nA,INB-1\nB,#{twin.id}\nC,0614141999996\n"
        )
        wizard.action_import()
        self.assertEqual(
            [s for _n, s in self.lines(wizard)], ["error"] + ["created"] * 2
        )
        self.assertIn("2 records", wizard.objection_ids.reason)

    def test_export_is_read_back(self):
        self._new_product("INB-1")  # the reference alone would not do
        self.map_item("=1+1", factor=0.1, valid_from="2026-06-01 08:30:00")
        self.map_item("A", self.kilo_product, uom_id=self.kilo.id, factor=25)
        self.map_item(gtin="614141000005", product=self._new_product("Nameless"))
        self.Item.search([("gtin", "!=", False)]).product_id.default_code = False
        self.map_place("DC-7", gln="0614141000012")
        self.map_place("DC-7", self.shelf, external_bin="*")
        self.map_unit("Kiste", 20, product_id=self.product.id, uom_id=self.six.id)
        action = self.partner.action_export_mappings()
        export = self.env[action["res_model"]].browse(action["res_id"])
        for table, count in (("item", 3), ("location", 2), ("unit", 1)):
            data = base64.b64decode(export[f"{table}_file"])
            self.assertEqual(read(data)[0], table)
            wizard = self.wizard(data)
            wizard.action_import()
            self.assertEqual(
                wizard.unchanged_count, count, wizard.objection_ids.mapped("reason")
            )
            self.assertEqual(len(wizard.line_ids), count)
        self.assertIn(b"'=1+1", base64.b64decode(export.item_file))
        self.assertEqual(export.item_name, "test-wms-item-mappings.csv")
        other = self.partner.copy({"code": "o", "source": "urn:o", "name": "Other"})
        wizard = self.wizard(base64.b64decode(export.item_file), partner_id=other.id)
        wizard.action_import()
        self.assertEqual(wizard.created_count, 3)

    def test_files_that_are_none(self):
        for data, pattern in (
            (b"hello", "no mapping table.*Export the tables"),
            (b"\xff\xfe", "no UTF-8"),
            (b"x" * (MAX_BYTES + 10), "Split it"),
        ):
            with self.assertRaises(UserError) as caught:
                self.wizard(data).action_import()
            self.assertRegex(str(caught.exception), pattern)
        self.assertFalse(self.Item.search([("partner_id", "=", self.partner.id)]))

    def test_who_may_import(self):
        operator = new_test_user(self.env, "import-op", "stock.group_stock_manager")
        with self.assertRaises(AccessError):
            self.env["stock.tower.mapping.import"].with_user(operator).create(
                {"partner_id": self.partner.id}
            )
        groups = "base.group_user,stock_control_tower.group_integration_manager"
        manager = new_test_user(self.env, "import-manager", groups)
        wizard = self.wizard(self.ITEMS).with_user(manager)
        wizard = wizard.copy({"file": wizard.sudo().file})
        wizard.action_import()
        self.assertEqual(wizard.created_count, 3)
        action = self.partner.with_user(manager).action_export_mappings()
        self.assertTrue(Form(self.env[action["res_model"]].browse(action["res_id"])))

    def test_many_rows(self):
        rows = "".join(f"BULK-{n},INB-1,{n % 9 + 1}\n" for n in range(2_000))
        wizard = self.wizard(f"external_sku,product,factor\n{rows}")
        before = self.env.cr.sql_log_count
        wizard.action_import()
        self.assertEqual(wizard.created_count, 2_000)
        # Statements of many rows each, not one for each row.
        self.assertLess(self.env.cr.sql_log_count - before, 150)
