from fractions import Fraction

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2.errors import (
    CheckViolation,
    ForeignKeyViolation,
    SerializationFailure,
)

from .committed import CommittedCase
from .inbound_common import InboundCase


class MappingCase(InboundCase):
    """A partner with words of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Item = cls.env["stock.tower.item.mapping"]
        cls.Location = cls.env["stock.tower.location.mapping"]
        cls.Unit = cls.env["stock.tower.unit.mapping"]
        cls.unit = cls.env.ref("uom.product_uom_unit")
        cls.six = cls.env.ref("uom.product_uom_pack_6")
        cls.kilo = cls.env.ref("uom.product_uom_kgm")

    def map_item(self, sku=None, product=None, **values):
        return self.Item.create(
            {
                "partner_id": self.partner.id,
                "external_sku": sku,
                "product_id": (product or self.product).id,
                **values,
            }
        )

    def map_place(self, warehouse=None, location=None, **values):
        return self.Location.create(
            {
                "partner_id": self.partner.id,
                "external_warehouse": warehouse,
                "warehouse_id": self.warehouse.id,
                "location_id": location and location.id,
                **values,
            }
        )

    def map_unit(self, word, factor=1, **values):
        return self.Unit.create(
            {
                "partner_id": self.partner.id,
                "external_unit": word,
                "factor": factor,
                "uom_id": self.unit.id,
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestMappingTables(MappingCase):
    """What a mapping must be, and what a person is told when it is not."""

    def assertInvalid(self, pattern, call, *args, **values):
        with self.assertRaises(UserError) as caught:  # in a savepoint
            call(*args, **values)
        self.assertRegex(str(caught.exception), pattern)

    def test_one_meaning_at_a_time(self):
        self.map_item("X", valid_to="2026-06-01 00:00:00")
        self.map_item("X", self.lot_product, valid_from="2026-06-01 00:00:00")
        self.assertInvalid("X of partner.*mapped to.*End that", self.map_item, "X")
        later = self.map_item("Y")
        self.assertInvalid("X", later.write, {"external_sku": "X"})

    def test_a_gtin_in_two_spellings_is_one_word(self):
        self.map_item(gtin="614141000005")
        self.assertInvalid("00614141000005", self.map_item, gtin="00614141000005")

    def test_two_rows_in_one_call(self):
        values = [
            {
                "partner_id": self.partner.id,
                "external_sku": "X",
                "product_id": product.id,
            }
            for product in (self.product, self.lot_product)
        ]
        self.assertInvalid("overlaps", self.Item.create, values)

    def test_archived_rows_do_not_count(self):
        first = self.map_item("X")
        first.action_archive()
        self.map_item("X", self.lot_product)
        self.assertInvalid("overlaps", first.action_unarchive)

    def test_other_partners_have_their_own_words(self):
        self.map_item("X")
        other = self.partner.copy(
            {"code": "other", "source": "urn:other", "name": "Other"}
        )
        self.assertTrue(self.map_item("X", partner_id=other.id))

    def test_units_and_places_too(self):
        self.map_unit("EA", 10)
        self.assertInvalid("overlaps", self.map_unit, "H87")
        self.map_unit("EA", 10, product_id=self.product.id)
        self.map_place("W")
        self.map_place("W", self.shelf, external_bin="A")
        self.map_place("W", self.shelf, external_bin="*")
        self.assertInvalid("overlaps", self.map_place, "W")
        self.assertInvalid("overlaps", self.map_place, "W", external_bin="A")
        self.map_place(gln="0614141000012")
        self.assertInvalid("overlaps", self.map_place, "V", gln="0614141000012")

    def test_a_period_has_a_length(self):
        day = "2026-06-01 00:00:00"
        self.assertInvalid(
            "end.*before it begins", self.map_item, "X", valid_from=day, valid_to=day
        )

    def test_check_digits(self):
        self.assertInvalid(
            "'0614141999995'.*'0614141999996'", self.map_item, gtin="0614141999995"
        )
        self.assertInvalid(
            "is no GTIN: that has 8, 12, 13, 14", self.map_item, gtin="ABC-1"
        )
        self.assertInvalid(
            "'0614141000013'.*'0614141000012'", self.map_place, gln="0614141000013"
        )

    def test_a_word_is_needed(self):
        for call in (self.map_item, self.map_place):
            with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
                call()
        self.assertInvalid(
            "needs the partner's code",
            self.map_place,
            external_bin="A",
            gln="0614141000012",
        )

    def test_factors(self):
        self.assertInvalid("cannot be 0", self.map_item, "X", factor=0)
        self.assertInvalid("cannot be -1", self.map_unit, "X", factor=-1)
        self.assertInvalid("does not convert", self.map_item, "X", uom_id=self.kilo.id)
        self.assertInvalid(
            "does not convert",
            self.map_unit,
            "X",
            uom_id=self.kilo.id,
            product_id=self.product.id,
        )

    def test_a_factor_is_kept_as_written(self):
        for number, text in enumerate(("0.1", "1.2", "304.8", "0.0166667", "1728")):
            row = self.map_item(f"F{number}", factor=float(text))
            row.invalidate_recordset()
            self.assertEqual(row._fact().factor, Fraction(text))

    def test_locations_fit(self):
        self.assertInvalid(
            "state of the stock decides", self.map_place, "W", self.shelf
        )
        self.assertInvalid(
            "not in warehouse",
            self.map_place,
            "W",
            self.foreign_shelf,
            external_bin="A",
        )
        self.assertInvalid(
            "holds no stock",
            self.map_place,
            "W",
            self.warehouse.view_location_id,
            external_bin="A",
        )

    def test_companies_stay_apart(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self._new_product("THEIRS", company_id=company.id)
        self.assertInvalid("company", self.map_item, "X", theirs)

    def test_a_mapped_product_is_not_deleted(self):
        product = self._new_product("MAPPED")
        self.map_item("X", product)
        with self.assertRaises(ForeignKeyViolation), mute_logger("odoo.sql_db"):
            product.unlink()

    def test_changes_are_counted_on_the_partner(self):
        before = self.partner.mapping_version
        self.map_item("X")
        self.assertGreater(self.partner.mapping_version, before)

    def test_who_may_change_them(self):
        self.map_item("X")
        user = new_test_user(self.env, "map-user", groups="stock.group_stock_user")
        groups = "stock.group_stock_user,stock_control_tower.group_integration_manager"
        manager = new_test_user(self.env, "map-manager", groups=groups)
        rows = self.Item.with_user(user).search([("external_sku", "=", "X")])
        self.assertEqual(rows.product_id, self.product)
        with self.assertRaises(AccessError):
            rows.factor = 2
        rows.with_user(manager).factor = 2
        company = self.env["res.company"].create({"name": "Elsewhere"})
        outsider = new_test_user(
            self.env,
            "map-outsider",
            groups="stock.group_stock_user",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self.assertFalse(self.Item.with_user(outsider).search([]))

    def test_forms(self):
        form = Form(self.Item.with_context(default_partner_id=self.partner.id))
        form.external_sku = "CASE"
        form.product_id = self.product
        form.factor = 24
        row = form.save()
        self.assertEqual(row.meaning, f"24 {self.unit.name}")
        self.assertEqual(row.display_name, "CASE")
        form = Form(self.Location.with_context(default_partner_id=self.partner.id))
        form.external_warehouse = "DC-7"
        form.warehouse_id = self.warehouse
        form.external_bin = "*"
        form.location_id = self.shelf
        self.assertEqual(form.save().display_name, "DC-7 / *")
        form = Form(self.partner)
        form.over_policy = "refuse"
        form.over_tolerance = 120
        with self.assertRaises(ValidationError):
            form.save()


@tagged("post_install", "-at_install")
class TestUnitCodes(MappingCase):
    def test_each_unit_of_odoo_has_its_code(self):
        """But for the pack of six: Recommendation 20 has deleted its code."""
        rows = self.env["ir.model.data"].search(
            [("module", "=", "uom"), ("model", "=", "uom.uom")]
        )
        units = self.env["uom.uom"].browse(rows.mapped("res_id")).exists()
        self.assertGreater(len(units), 25)
        without = units.filtered(lambda unit: not unit.unece_code)
        self.assertEqual(without, self.six)
        codes = units.filtered("unece_code").mapped("unece_code")
        self.assertEqual(len(codes), len(set(codes)), "one code, one unit")


@tagged("post_install", "-at_install")
class TestMappingRace(CommittedCase):
    """Two users give one word two meanings at once; neither sees the other's row."""

    def setUp(self):
        super().setUp()
        with self.committed() as env:
            partner = env["stock.tower.partner"].create(
                {"code": "map-race", "name": "Race", "source": "urn:test:map-race"}
            )
            self.values = {
                "partner_id": partner.id,
                "external_unit": "CS",
                "uom_id": env.ref("uom.product_uom_unit").id,
            }
        self.addCleanup(self._remove)

    def _remove(self):
        with self.committed() as env:
            env["stock.tower.partner"].browse(self.values["partner_id"]).unlink()

    def test_the_second_has_to_run_again(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(SerializationFailure),
            self.committed() as second,
        ):
            second.cr.execute("SELECT 1")  # its view of the data begins here
            with self.committed() as first:
                first["stock.tower.unit.mapping"].create(self.values)
            second["stock.tower.unit.mapping"].create(self.values)
        with self.committed() as again, self.assertRaises(ValidationError):
            again["stock.tower.unit.mapping"].create(self.values)
