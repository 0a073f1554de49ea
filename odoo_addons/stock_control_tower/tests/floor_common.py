"""What the tests of floor mode share: stock on a shelf, and who counts it."""

from .truth_common import TruthCase


class FloorCase(TruthCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.floor = cls.env["stock.tower.floor"].with_user(cls.user)
        cls.bin_key = {
            "product_id": cls.product.id,
            "location_id": cls.shelf.id,
            "lot_id": None,
            "package_id": None,
            "owner_id": None,
        }

    def on_shelf(self, **key):
        key = {**self.bin_key, **key}
        return float(sum(self.floor._quants(key).mapped("quantity")))
