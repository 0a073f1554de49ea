"""The set-up screens: who sees them, who edits, and that each of them opens."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import LedgerCase

CONFIGURATION = "stock_control_tower.menu_control_tower_configuration"
INTEGRATION = "stock_control_tower.group_integration_manager"
# Whoever sees stock may look at how it comes about.
READ_BY_ALL = (
    "atp.policy", "atp.position", "authority", "count.anchor", "flow", "flow.log",
    "item.mapping", "location.mapping", "partner", "unit.mapping",
)  # fmt: skip
# What decides how partners' events are understood and treated.
OF_THE_INTEGRATION = (
    "authority", "flow", "item.mapping", "location.mapping", "partner", "unit.mapping",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestScreensAccess(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk, cls.manager, cls.integrator = (
            new_test_user(cls.env, f"screens-{name}", groups=groups)
            for name, groups in (
                ("clerk", "stock.group_stock_user"),
                ("manager", "stock.group_stock_manager"),
                ("integrator", f"stock.group_stock_manager,{INTEGRATION}"),
            )
        )

    def menus(self, user):
        """Names under Configuration > Control Tower that somebody sees."""
        configuration = self.env.ref(CONFIGURATION)
        seen = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
        if configuration.id not in seen:
            return None
        return {menu.name for menu in configuration.child_id if menu.id in seen}

    def test_a_clerk_reads_and_sees_no_configuration(self):
        self.assertIsNone(self.menus(self.clerk))
        for name in READ_BY_ALL:
            self.env[f"stock.tower.{name}"].with_user(self.clerk).search([], limit=1)
        with self.assertRaises(AccessError):
            self.env["stock.tower.atp.policy"].with_user(self.clerk).create({})

    def test_a_stock_manager_decides_on_stock_and_reads_the_rest(self):
        names = self.menus(self.manager)
        self.assertLessEqual(
            {"Location states", "Promise policies", "Partners", "Flows"}, names
        )
        self.assertNotIn("Service tokens", names)
        policies = self.env["stock.tower.atp.policy"].with_user(self.manager)
        policy = policies.create({"safety_quantity": 3})
        policy.safety_quantity = 4
        policy.unlink()
        self.stock.with_user(self.manager).tower_state = "available"
        for name in OF_THE_INTEGRATION:
            model = self.env[f"stock.tower.{name}"].with_user(self.manager)
            self.assertTrue(model.has_access("read"), name)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(model.has_access(operation), (name, operation))

    def test_an_integration_manager_edits_everything(self):
        self.assertIn("Service tokens", self.menus(self.integrator))
        for name in OF_THE_INTEGRATION:
            model = self.env[f"stock.tower.{name}"].with_user(self.integrator)
            for operation in ("read", "write", "create", "unlink"):
                self.assertTrue(model.has_access(operation), (name, operation))

    def test_each_screen_opens_for_who_sees_its_menu(self):
        for user in (self.manager, self.integrator):
            for menu in self.env.ref(CONFIGURATION).child_id:
                if menu.name not in self.menus(user):
                    continue
                action = menu.action
                if action._name == "ir.actions.server":
                    opened = action.with_user(user).run()
                    action = self.env["ir.actions.act_window"].browse(opened["id"])
                model = self.env[action.res_model].with_user(user)
                views = model.get_views(
                    [
                        *action.with_user(self.env.user).views,
                        (action.search_view_id.id, "search"),
                    ]
                )
                self.assertIn("list", views["views"], menu.name)
                self.assertTrue(action.help, f"{menu.name} has no empty state")

    def test_locations_without_a_state_are_the_setup_check(self):
        action = self.env.ref("stock_control_tower.action_stock_location_states")
        self.assertEqual(
            action.views[0][0],
            self.env.ref("stock_control_tower.view_location_list_states").id,
        )
        undecided = [("tower_effective_state", "=", False), ("usage", "=", "internal")]
        mine = [("warehouse_id", "=", self.warehouse.id), *undecided]
        locations = self.env["stock.location"].with_user(self.manager)
        self.assertIn(self.shelf, locations.search(mine))
        locations.browse(self.warehouse.view_location_id.id).tower_state = "available"
        self.assertFalse(locations.search(mine))


@tagged("post_install", "-at_install")
class TestScreensWords(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.env["stock.tower.partner"].create(
            {"code": "words", "name": "Words", "source": "urn:test:words"}
        )

    def test_a_flow_says_which_warehouses_it_is_for(self):
        flow = self.partner.flow_ids
        self.assertEqual(flow.warehouse_label, "All warehouses")
        self.assertEqual(self.partner.flow_mode, "shadow")
        own = self.env["stock.tower.flow"].create(
            {"partner_id": self.partner.id, "warehouse_id": self.warehouse.id}
        )
        self.assertEqual(flow.warehouse_label, "All other warehouses")
        self.assertEqual(own.warehouse_label, self.warehouse.name)
        own.action_set_mode("off", "Closed")
        self.assertEqual(self.partner.flow_mode, "mixed")

    def test_a_new_mapping_means_nothing_yet(self):
        """It read `uom.uom()` before a unit was chosen."""
        for model in ("item", "unit"):
            new = self.env[f"stock.tower.{model}.mapping"].new({"factor": 12})
            self.assertFalse(new.meaning, model)
