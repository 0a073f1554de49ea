"""Stock by state on the screen: who sees what, and the buttons that decide states."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from ..models.ledger.sql import statement
from .common import LedgerCase


@tagged("post_install", "-at_install")
class TestStateScreens(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.states = cls.env["stock.tower.state"]
        cls.viewer, cls.user, cls.manager, cls.outsider = (
            new_test_user(cls.env, f"tower-{name}", groups=groups)
            for name, groups in (
                ("viewer", "stock_control_tower.group_viewer"),
                ("clerk", "stock.group_stock_user"),
                ("manager", "stock.group_stock_manager"),
                ("outsider", "base.group_user"),
            )
        )

    def number(self, ago="1 minute"):
        """Number all events, and let them be that much older."""
        self.env.cr.flush()
        self.env.cr.execute(statement("number"), {"limit": 10_000})
        self.env.cr.execute(
            "UPDATE stock_tower_outbox SET numbered_at = numbered_at - %s::interval",
            [ago],
        )

    def as_of(self, user=None, moment=None, **values):
        """The lines that somebody sees."""
        wizard = self.env["stock.tower.as.of"].with_user(user or self.viewer)
        moment = moment or fields.Datetime.now()
        wizard = wizard.create({"moment": moment, **values})
        action = wizard.action_show()
        return (
            self.env[action["res_model"]]
            .with_user(user or self.viewer)
            .search(action["domain"])
        )

    def test_only_viewers_read_stock_by_state(self):
        self.receive(self.lot_product, 5, lot_id=self.lot.id)
        domain = [("product_id", "=", self.lot_product.id)]
        for user in (self.viewer, self.user, self.manager):
            shown = self.states.with_user(user).web_search_read(
                domain,
                {
                    **{name: {} for name in ("state", "on_hand", "available")},
                    **{
                        name: {"fields": {"display_name": {}}}
                        for name in ("product_id", "location_id", "lot_id")
                    },
                },
            )
            [row] = shown["records"]
            self.assertEqual((row["state"], row["on_hand"]), ("available", 5))
            self.assertEqual(row["lot_id"]["display_name"], "LOT-1")
        with self.assertRaises(AccessError):
            self.states.with_user(self.outsider).search(domain)
        with self.assertRaises(AccessError):
            self.env["stock.tower.as.of"].with_user(self.outsider).create({})
        row = self.states.with_user(self.manager).search(domain)
        with self.assertRaises(AccessError):
            row.write({"on_hand": 1})

    def test_companies_stay_apart(self):
        company = self.env["res.company"].create({"name": "Not mine"})
        foreign = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        self.receive(self.product, 5)
        self.Quant._update_available_quantity(self.product, foreign.lot_stock_id, 9)
        self.number()
        domain = [("product_id", "=", self.product.id)]
        rows = self.states.with_user(self.viewer).search(domain)
        self.assertEqual(rows.mapped("on_hand"), [5])
        lines = self.as_of(product_ids=[(6, 0, self.product.ids)])
        self.assertEqual(lines.mapped("quantity"), [5])

        self.viewer.company_ids += company
        both = self.states.with_user(self.viewer).with_context(
            allowed_company_ids=(self.env.company + company).ids
        )
        self.assertEqual(sorted(both.search(domain).mapped("on_hand")), [5, 9])

    def test_owned_by_others_is_a_filter(self):
        owner = self.env["res.partner"].create({"name": "Consignor"})
        self.receive(self.product, 4)
        self.receive(self.product, 9, owner_id=owner.id)
        here = [("product_id", "=", self.product.id)]
        theirs = self.states.search([*here, ("partner_owned", "=", True)])
        ours = self.states.search([*here, ("partner_owned", "=", False)])
        self.assertEqual((theirs.on_hand, ours.on_hand), (9, 4))
        self.assertEqual((theirs.partner_owned, ours.partner_owned), (True, False))

    def test_a_row_leads_to_its_events(self):
        self.receive(self.product, 4, self.shelf)
        self.receive(self.product, 6)
        row = self.states.search(
            [("product_id", "=", self.product.id), ("location_id", "=", self.shelf.id)]
        )
        action = row.with_user(self.user).action_events()
        events = self.outbox.search(action["domain"])
        self.assertEqual(events.mapped("quantity"), [4])

    def test_as_of_shows_what_was(self):
        self.receive(self.product, 10)
        self.shelf.tower_state = "damaged"
        self.number("2 days")
        self.move(self.product, 3, self.stock, self.shelf)
        self.number()
        only = {"product_ids": [(6, 0, self.product.ids)]}
        before = self.as_of(moment=fields.Datetime.now() - timedelta(days=1), **only)
        self.assertEqual(
            [(line.state, line.quantity, line.location_id) for line in before],
            [("available", 10, self.stock)],
        )
        self.assertEqual(before.warehouse_id, self.warehouse)
        now = self.as_of(**only)
        self.assertEqual(
            {line.state: line.quantity for line in now}, {"available": 7, "damaged": 3}
        )
        elsewhere = self.env["stock.warehouse"].create({"name": "E", "code": "ELSE"})
        chosen = {**only, "warehouse_ids": [(6, 0, elsewhere.ids)]}
        self.assertFalse(self.as_of(**chosen))

    def test_as_of_belongs_to_who_asked(self):
        self.receive(self.product, 10)
        self.number()
        lines = self.as_of(self.user, product_ids=[(6, 0, self.product.ids)])
        self.assertEqual(len(lines), 1)
        with self.assertRaises(AccessError):
            lines.with_user(self.viewer).read(["quantity"])

    def test_as_of_refuses_what_it_cannot_know(self):
        with self.assertRaisesRegex(UserError, "not come yet"):
            self.as_of(moment=fields.Datetime.now() + timedelta(days=1))
        self.receive(self.product, 10)
        self.number()
        subscriptions = self.env["stock.tower.subscription"]
        subscriptions.with_context(active_test=False).search([]).unlink()
        self.states._compact(fields.Datetime.now())
        with self.assertRaisesRegex(UserError, "kept only as sums"):
            self.as_of(moment=fields.Datetime.now() - timedelta(days=30))

    def test_a_location_says_where_its_state_comes_from(self):
        inner = self.env["stock.location"].create(
            {"name": "Inner", "location_id": self.shelf.id}
        )
        self.assertFalse(inner.tower_state_from_id)
        self.stock.tower_state = "quarantined"
        self.assertEqual(inner.tower_state_from_id, self.stock)
        with Form(inner.with_user(self.manager)) as form:
            form.tower_state = "damaged"
            self.assertEqual(form.tower_effective_state, "damaged")
        self.assertEqual(inner.tower_state_from_id, inner)

    def test_the_warehouse_asks_for_states_until_there_are_some(self):
        self.receive(self.product, 1)
        self.receive(self.product, 1, self.shelf)
        warehouse = self.warehouse.with_user(self.manager)
        self.assertEqual(warehouse.tower_unclassed_count, 2)
        action = warehouse.action_tower_unclassed()
        listed = self.env["stock.location"].search(action["domain"])
        self.assertEqual(listed, self.stock + self.shelf)
        with self.assertRaisesRegex(AccessError, "inventory administrator"):
            self.warehouse.with_user(self.user).action_tower_propose_states()
        warehouse.action_tower_propose_states()
        warehouse.invalidate_recordset()
        self.assertEqual(warehouse.tower_unclassed_count, 0)
        self.assertEqual(self.shelf.tower_effective_state, "available")

    def test_a_lot_is_held_and_released_by_buttons(self):
        lot = self.lot.with_user(self.user)
        lot.action_tower_hold()
        self.assertTrue(self.lot.tower_hold)
        lot.action_tower_release()
        self.assertFalse(self.lot.tower_hold)
        with self.assertRaises(AccessError):
            self.lot.with_user(self.viewer).action_tower_hold()

    def test_retention_is_days_or_everything(self):
        settings = self.env["res.config.settings"].create({"tower_retention_days": 400})
        settings.set_values()
        parameters = self.env["ir.config_parameter"]
        key = "stock_control_tower.retention_days"
        self.assertEqual(parameters.get_param(key), "400")
        self.env["res.config.settings"].create({"tower_retention_days": 0}).set_values()
        self.assertFalse(parameters.get_param(key))
        with self.assertRaisesRegex(ValidationError, "keep everything"):
            self.env["res.config.settings"].create({"tower_retention_days": -1})
