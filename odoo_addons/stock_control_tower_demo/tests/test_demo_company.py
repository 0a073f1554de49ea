"""The demo company shows every state of stock, and hands out only what is sellable."""

from odoo.tests import TransactionCase, tagged

from ..lists import read


@tagged("post_install", "-at_install")
class TestDemoCompany(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        codes = {row["warehouse"] for row in read("bins")}
        cls.warehouses = cls.env["stock.warehouse"].search([("code", "in", codes)])
        cls.states = cls.env["stock.tower.state"]

    def test_every_state_is_there_in_figures(self):
        [sums] = self.states._read_group(
            [],
            [],
            [
                f"{name}:sum"
                for name in (
                    "available",
                    "reserved",
                    "quarantined",
                    "damaged",
                    "returned",
                    "in_transit",
                )
            ],
        )
        self.assertTrue(all(sums), sums)
        self.assertTrue(self.states.search_count([("partner_owned", "=", True)]))
        self.assertTrue(self.env["stock.lot"].search([("tower_hold", "=", True)]))

    def test_each_warehouse_has_a_place_for_each_state(self):
        for warehouse in self.warehouses:
            inside = self.env["stock.location"].search(
                [("warehouse_id", "=", warehouse.id), ("usage", "=", "internal")]
            )
            self.assertEqual(
                set(inside.mapped("tower_effective_state")),
                {"available", "quarantined", "damaged", "returned"},
            )
            held = inside.filtered(lambda place: place.tower_state)
            self.assertTrue(all(held.mapped("barcode")))
            self.assertEqual(warehouse.tower_unclassed_count, 0)

    def test_partners_are_given_sellable_bins_only(self):
        """The simulated day ships and receives what these lists say."""
        barcodes = {row["bin"] for row in read("stock") if row["bin"]}
        bins = self.env["stock.location"].search([("barcode", "in", list(barcodes))])
        self.assertEqual(set(bins.mapped("barcode")), barcodes)
        self.assertEqual(set(bins.mapped("tower_effective_state")), {"available"})
        theirs = {(row["sku"], row["bin"], row["lot"]) for row in read("stock")}
        held = {
            (row["sku"], row["bin"], row["lot"])
            for row in read("other_stock")
            if row["hold"]
        }
        self.assertFalse(theirs & held)

    def test_nothing_held_is_reserved(self):
        quants = self.env["stock.quant"].search([("reserved_quantity", "!=", 0)])
        states = self.states.browse(quants.ids).mapped("state")
        self.assertEqual(set(states) - {"in_transit"}, {"available"})
