from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from odoo.tests.common import BaseCase, tagged

from ..lib.inbound.facts import Facts, Product, Unit, Warehouse
from ..lib.inbound.item import resolve_item, resolve_quantity
from ..lib.inbound.place import resolve_place
from ..lib.inbound.resolution import Refused
from ..lib.inbound.screening import Sender
from ..lib.inbound.unit import pack_of
from ..lib.mapping.mappings import (
    ItemMapping,
    LocationMapping,
    Mappings,
    UnitMapping,
    first_overlap,
)

PIECE = Unit(1, "Units", "C62", Fraction(1), "1")
DOZEN = Unit(2, "Dozens", "DZN", Fraction(12), "1")
SIX = Unit(3, "Pack of 6", None, Fraction(6), "1")
KILO = Unit(4, "kg", "KGM", Fraction(1000), "9")
BOLT = Product(10, "Bolt", "BOLT", "0614141999996", "none", True, PIECE)
SUGAR = Product(11, "Sugar", "SUGAR", None, "none", True, KILO)
EGGS = Product(12, "Eggs", "EGGS", None, "none", True, DOZEN)
SENDER = Sender(5, "wms", "urn:wms", 1)
JANUARY, JUNE = datetime(2026, 1, 1), datetime(2026, 6, 1)


class MappingWordsCase(BaseCase):
    def facts(self, *mappings, moment=JUNE, partner=5):
        known = Mappings()
        for mapping in mappings:
            known.add(mapping)
        units = (PIECE, DOZEN, SIX, KILO)
        packed = pack_of(BOLT, SIX)
        return Facts(
            products_by_sku={one.sku: [one] for one in (BOLT, SUGAR, EGGS)},
            products_by_gtin={
                "00614141999996": [BOLT],
                "10614141999993": [packed],
            },
            products_by_id={one.id: one for one in (BOLT, SUGAR, EGGS)},
            warehouses={
                "DAL": Warehouse(1, "DAL", 7, "1/7/", True),
                "RNO": Warehouse(2, "RNO", 8, "1/8/", True),
            },
            units={"C62": [PIECE], "DZN": [DOZEN], "KGM": [KILO]},
            units_by_name={one.name: [one] for one in units},
            units_by_id={one.id: one for one in units},
            mappings=known.of(None, None),
            quantity_digits=2,
        ).as_named_by(partner, moment)

    def item(self, sku, **values):
        base = {"id": 1, "partner_id": 5, "sku": sku, "gtin14": None}
        return ItemMapping(**{**base, "product_id": 10, **values})

    def quantity(self, facts, quantity, uom, item, name=None):
        line = {"quantity": quantity, "uom": uom, "item": item}
        if name:
            line["uomName"] = name
        product = resolve_item(item, "/item", facts)
        return resolve_quantity(line, "", product, facts)

    def assertRefused(self, code, call, *args, **options):
        with self.assertRaises(Refused) as caught:
            call(*args, **options)
        self.assertEqual(caught.exception.refusal.code, code)
        return caught.exception.refusal


@tagged("post_install", "-at_install")
class TestMappingItems(MappingWordsCase):
    """Whose word it is, when it holds, and how much one of theirs is."""

    def test_a_mapping_goes_before_odoos_own_reference(self):
        facts = self.facts(self.item("SUGAR"))
        self.assertEqual(resolve_item({"sku": "SUGAR"}, "", facts).id, BOLT.id)
        other = self.facts(self.item("SUGAR"), partner=6)
        self.assertEqual(resolve_item({"sku": "SUGAR"}, "", other).id, SUGAR.id)

    def test_the_events_time_decides(self):
        old = self.item("X", end=JUNE)
        new = self.item("X", id=2, start=JUNE, product_id=11)
        before = self.facts(old, new, moment=JANUARY)
        self.assertEqual(resolve_item({"sku": "X"}, "", before).id, BOLT.id)
        at_once = self.facts(old, new, moment=JUNE)
        self.assertEqual(resolve_item({"sku": "X"}, "", at_once).id, SUGAR.id)
        gone = self.facts(old, moment=JUNE)
        self.assertRefused("unknown_item", resolve_item, {"sku": "X"}, "", gone)

    def test_gtin_of_any_length(self):
        mapping = self.item(None, gtin14="00614141000005", product_id=11)
        for gtin in ("614141000005", "0614141000005", "00614141000005"):
            product = resolve_item({"gtin": gtin}, "", self.facts(mapping))
            self.assertEqual(product.id, SUGAR.id)

    def test_an_archived_product_is_said_to_be(self):
        facts = self.facts(self.item("X", product_id=99))
        refusal = self.assertRefused(
            "unknown_item", resolve_item, {"sku": "X"}, "", facts
        )
        self.assertIn("archived", refusal.message)

    def test_pieces_of_a_pack(self):
        facts = self.facts(self.item("CASE", factor=Fraction(24)))
        for uom in ("EA", "C62", "H87"):
            quantity = self.quantity(facts, "3", uom, {"sku": "CASE"})
            self.assertEqual(quantity, Decimal(72))

    def test_a_unit_of_the_same_size_counts_packs_too(self):
        facts = self.facts(self.item("CASE", unit_id=SIX.id))
        for uom, name in (("EA", None), ("ZZ", "Pack of 6")):
            quantity = self.quantity(facts, "2", uom, {"sku": "CASE"}, name)
            self.assertEqual(quantity, Decimal(12))

    def test_a_dozen_of_packs_is_not_guessed(self):
        facts = self.facts(self.item("CASE", factor=Fraction(24)))
        self.assertRefused(
            "pack_unit_unclear", self.quantity, facts, "1", "DZN", {"sku": "CASE"}
        )

    def test_what_is_weighed_is_no_number_of_packs(self):
        facts = self.facts(
            self.item("BAG", product_id=11, factor=Fraction(25), unit_id=KILO.id)
        )
        self.assertEqual(self.quantity(facts, "2", "EA", {"sku": "BAG"}), 50)
        self.assertEqual(self.quantity(facts, "2", "KGM", {"sku": "BAG"}), 2)

    def test_factors_are_exact(self):
        """A third of a dozen, three times, is a dozen; a seventh is kept by nobody."""
        facts = self.facts(
            self.item("FOUR", product_id=12, unit_id=PIECE.id, factor=Fraction(4)),
            self.item("ONE", id=2, product_id=12, unit_id=PIECE.id),
        )
        self.assertEqual(self.quantity(facts, "3", "EA", {"sku": "FOUR"}), 1)
        self.assertRefused(
            "quantity_lossy", self.quantity, facts, "1", "EA", {"sku": "ONE"}
        )

    def test_odoos_own_pack_barcode(self):
        gtin = {"gtin": "10614141999993"}
        self.assertEqual(self.quantity(self.facts(), "2", "EA", gtin), 12)
        self.assertEqual(self.quantity(self.facts(), "2", "ZZ", gtin, "Pack of 6"), 12)
        self.assertRefused(
            "pack_unit_unclear", self.quantity, self.facts(), "2", "DZN", gtin
        )

    def test_sku_of_the_piece_and_gtin_of_the_pack(self):
        item = {"sku": "BOLT", "gtin": "10614141999993"}
        self.assertRefused("pack_mismatch", resolve_item, item, "", self.facts())
        mapped = self.facts(self.item("BOLT", unit_id=SIX.id))
        self.assertEqual(self.quantity(mapped, "1", "EA", item), 6)

    def test_sku_and_gtin_of_two_products(self):
        facts = self.facts(self.item("X", product_id=11))
        item = {"sku": "X", "gtin": "0614141999996"}
        self.assertRefused("item_mismatch", resolve_item, item, "", facts)


@tagged("post_install", "-at_install")
class TestMappingUnits(MappingWordsCase):
    def unit(self, key, factor=1, unit=PIECE, product=None, **values):
        return UnitMapping(
            **{"id": 1, "partner_id": 5, **values},
            key=key,
            product_id=product,
            unit_id=unit.id,
            factor=Fraction(factor),
        )

    def test_a_code_and_a_name(self):
        facts = self.facts(self.unit("CS", 24), self.unit("Kiste", 20, id=2))
        self.assertEqual(self.quantity(facts, "2", "CS", {"sku": "BOLT"}), 48)
        quantity = self.quantity(facts, "2", "ZZ", {"sku": "BOLT"}, "Kiste")
        self.assertEqual(quantity, 40)
        self.assertRefused(
            "unknown_unit", self.quantity, facts, "2", "CT", {"sku": "BOLT"}
        )

    def test_of_one_product_before_all(self):
        facts = self.facts(self.unit("CS", 24), self.unit("CS", 6, product=10, id=2))
        self.assertEqual(self.quantity(facts, "1", "CS", {"sku": "BOLT"}), 6)
        self.assertEqual(self.quantity(facts, "1", "CS", {"sku": "EGGS"}), 2)

    def test_each_and_one_are_one_word(self):
        facts = self.facts(self.unit("C62", 10, product=10))
        for uom in ("EA", "C62", "H87"):
            self.assertEqual(self.quantity(facts, "1", uom, {"sku": "BOLT"}), 10)

    def test_a_unit_of_a_product_goes_before_its_pack(self):
        facts = self.facts(
            self.item("CASE", factor=Fraction(24)), self.unit("CS", 24, product=10)
        )
        self.assertEqual(self.quantity(facts, "1", "CS", {"sku": "CASE"}), 24)

    def test_a_unit_of_all_products_may_not_multiply_a_pack(self):
        facts = self.facts(self.item("CASE", factor=Fraction(24)), self.unit("CS", 24))
        self.assertRefused(
            "pack_unit_unclear", self.quantity, facts, "1", "CS", {"sku": "CASE"}
        )

    def test_another_word_for_one_counts_packs(self):
        facts = self.facts(self.item("CASE", factor=Fraction(24)), self.unit("ST"))
        self.assertEqual(self.quantity(facts, "2", "ST", {"sku": "CASE"}), 48)

    def test_not_convertible(self):
        facts = self.facts(self.unit("SK", 25, KILO))
        self.assertEqual(self.quantity(facts, "2", "SK", {"sku": "SUGAR"}), 50)
        self.assertRefused(
            "unit_not_convertible", self.quantity, facts, "2", "SK", {"sku": "BOLT"}
        )


@tagged("post_install", "-at_install")
class TestMappingPlaces(MappingWordsCase):
    def place(self, warehouse, bin_name=None, gln=None, target=2, **values):
        return LocationMapping(
            **{"id": 1, "partner_id": 5, "warehouse_id": target, **values},
            warehouse=warehouse,
            bin=bin_name,
            gln=gln,
        )

    def resolve(self, facts, place, header=None, sender=SENDER):
        warehouse, location_id = resolve_place(place, header, "/to", sender, facts)
        return warehouse.code, location_id

    def test_a_code_of_theirs(self):
        facts = self.facts(self.place("DC-7"))
        self.assertEqual(self.resolve(facts, {"warehouse": "DC-7"}), ("RNO", None))
        self.assertEqual(self.resolve(facts, {"warehouse": "DAL"}), ("DAL", None))
        self.assertRefused(
            "unknown_warehouse", self.resolve, facts, {"warehouse": "DC-8"}
        )

    def test_their_word_before_ours(self):
        facts = self.facts(self.place("DAL"))
        self.assertEqual(self.resolve(facts, {"warehouse": "DAL"}), ("RNO", None))

    def test_scope_counts_after_mapping(self):
        facts = self.facts(self.place("DAL"))
        sender = Sender(5, "wms", "urn:wms", 1, frozenset({1}))
        self.assertRefused(
            "warehouse_not_allowed",
            self.resolve,
            facts,
            {"warehouse": "DAL"},
            sender=sender,
        )

    def test_a_gln_where_the_code_says_nothing(self):
        facts = self.facts(self.place(None, gln="0614141000012"))
        header = {"warehouse": "whatever", "gln": "0614141000012"}
        self.assertEqual(self.resolve(facts, header, header), ("RNO", None))
        line = {"warehouse": "whatever"}
        self.assertEqual(self.resolve(facts, line, header), ("RNO", None))

    def test_code_and_gln_must_agree(self):
        facts = self.facts(self.place(None, gln="0614141000012"))
        header = {"warehouse": "DAL", "gln": "0614141000012"}
        self.assertRefused("location_mismatch", self.resolve, facts, header, header)

    def test_a_bin_that_stands_for_the_warehouse(self):
        facts = self.facts(self.place("DC-7"), self.place("DC-7", "*", id=2))
        place = {"warehouse": "DC-7", "bin": "anything"}
        self.assertEqual(self.resolve(facts, place), ("RNO", None))

    def test_an_archived_location_is_said_to_be(self):
        facts = self.facts(self.place("DC-7", "A", location_id=99))
        place = {"warehouse": "DC-7", "bin": "A"}
        refusal = self.assertRefused("unknown_location", self.resolve, facts, place)
        self.assertIn("archived", refusal.message)


@tagged("post_install", "-at_install")
class TestMappingOverlap(MappingWordsCase):
    def test_periods(self):
        for first, second, overlaps in (
            ((None, None), (None, None), True),
            ((None, JUNE), (JUNE, None), False),
            ((JUNE, None), (None, JUNE), False),
            ((None, JUNE), (JANUARY, None), True),
            ((JANUARY, JUNE), (None, None), True),
            ((JANUARY, JUNE), (JANUARY, JUNE), True),
        ):
            pair = [
                self.item("X", id=number, start=start, end=end)
                for number, (start, end) in enumerate((first, second), 1)
            ]
            self.assertEqual(bool(first_overlap(pair)), overlaps, (first, second))

    def test_each_word_for_itself(self):
        shared = "00614141000005"
        pair = [self.item("A", gtin14=shared), self.item("B", id=2, gtin14=shared)]
        self.assertEqual(first_overlap(pair)[0], "gtin")
        self.assertIsNone(first_overlap([self.item("A"), self.item("B", id=2)]))
        apart = [self.item("A"), self.item("A", id=2, partner_id=6)]
        self.assertIsNone(first_overlap(apart))
