"""What a scanned or typed code names on the floor."""

from ..lib import gs1
from .floor_common import FloorCase


class TestFloorScan(FloorCase):
    def found(self, code, **where):
        return self.floor.scan(code, self.warehouse.id, **where)["found"]

    def scan(self, code, **where):
        return [(one["kind"], one["id"]) for one in self.found(code, **where)]

    def test_a_code_names_a_place_a_product_or_a_lot(self):
        for code in ("LEDG-A-1", "shelf", "LEDG/Stock/Shelf"):
            self.assertEqual(self.scan(code), [("location", self.shelf.id)], code)
        for code in ("4006381333931", "04006381333931", "sku-l1", " SKU-L1 "):
            self.assertEqual(self.scan(code), [("product", self.product.id)], code)
        self.assertEqual(self.scan("LOT-1"), [("lot", self.lot.id)])
        self.assertEqual(self.scan("nothing of the kind"), [])

    def test_no_character_stands_for_others(self):
        for code in ("%", "SKU_L1", "LEDG%"):
            self.assertEqual(self.scan(code), [], code)

    def test_a_gs1_label_names_product_and_lot(self):
        self.lot_product.barcode = "04012345123456"
        for code in ("010401234512345610LOT-1", "]C1010401234512345610LOT-1"):
            [one] = self.found(code)
            self.assertEqual(
                (one["product_id"], one["lot_id"], one["quantity"]),
                (self.lot_product.id, self.lot.id, 1),
            )
        [one] = self.found("010401234512345610NO-SUCH-LOT")
        self.assertEqual((one["lot_id"], one["tracking"]), (None, "lot"))

    def test_a_label_says_how_many_in_pieces_but_not_in_kilograms(self):
        self.product.barcode = "04006381333931"
        [one] = self.found("01040063813339313724")
        self.assertEqual(one["quantity"], 24)
        [one] = self.found("01040063813339313103001500")
        self.assertEqual(one["quantity"], 1)

    def test_a_pack_counts_what_is_in_it(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.product.uom_ids = dozen
        self.env["product.uom"].create(
            {
                "product_id": self.product.id,
                "uom_id": dozen.id,
                "barcode": "4006381333948",
            }
        )
        [one] = self.found("4006381333948")
        self.assertEqual((one["product_id"], one["quantity"]), (self.product.id, 12))

    def test_a_container_is_found_where_it_is(self):
        sscc = gs1.with_right_digit("340123450000000010")
        package = self.env["stock.package"].create({"name": sscc})
        self.Quant._update_available_quantity(
            self.product, self.shelf, 6, package_id=package
        )
        for code in (sscc, f"00{sscc}"):
            [one] = self.found(code)
            self.assertEqual((one["kind"], one["id"]), ("package", package.id), code)
            self.assertIn("Shelf", one["note"])

    def test_a_lot_is_looked_for_where_one_stands_first(self):
        twin = self.env["stock.lot"].create(
            {"name": "LOT-1", "product_id": self._new_product("T", tracking="lot").id}
        )
        self.assertEqual(len(self.scan("LOT-1")), 2)
        here = self.scan("LOT-1", location_id=self.shelf.id)
        self.assertEqual(here, [("lot", self.lot.id)])
        self.Quant._update_available_quantity(
            twin.product_id, self.stock, 1, lot_id=twin
        )
        there = self.scan("LOT-1", location_id=self.stock.id)
        self.assertEqual(there, [("lot", twin.id)])

    def test_places_of_other_warehouses_are_not_here(self):
        found = self.floor.scan("LEDG-A-1", self.other.id)["found"]
        self.assertEqual(found, [])
