"""The page in a real browser: its unit tests (HOOT) and a live walk through it."""

# The module, not its classes: a test class imported by name would run again here.
from odoo.addons.web.tests import test_js
from odoo.tests import HttpCase, new_test_user, tagged

SUITE = "@stock_control_tower"


@tagged("post_install", "-at_install")
class TestTowerHoot(HttpCase):
    def test_tower_in_hoot(self):
        suite = test_js.HOOTCommon._generate_hash(self, SUITE)
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=180,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=test_js.unit_test_error_checker,
        )


@tagged("post_install", "-at_install")
class TestTowerPage(HttpCase):
    def test_a_stock_user_opens_the_tower(self):
        """No configuration: the page opens, shows figures, and lists events."""
        new_test_user(self.env, "tower-clerk", groups="stock.group_stock_user")
        product = self.env["product.product"].create(
            {
                "name": "Tower tour",
                "default_code": "TOWER-TOUR",
                "is_storable": True,
            }
        )
        warehouse = self.env["stock.warehouse"].search([], limit=1)
        quant = self.env["stock.quant"].create(
            {
                "product_id": product.id,
                "location_id": warehouse.lot_stock_id.id,
                "inventory_quantity": 41,
            }
        )
        quant.action_apply_inventory()
        self.start_tour(
            "/odoo/control-tower", "stock_control_tower_first_look", login="tower-clerk"
        )
