from odoo.tests import tagged

from .common import LedgerCase


@tagged("post_install", "-at_install")
class TestStates(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.states = cls.env["stock.tower.state"]
        cls.cage = cls.env["stock.location"].create(
            {
                "name": "Cage",
                "location_id": cls.stock.id,
                "barcode": "LEDG-Q",
                "tower_state": "quarantined",
            }
        )

    def figures(self, product=None):
        product = product or self.product
        found = self.states.figures(product.ids, self.warehouse.ids)
        return found.get(product.id, {}).get(self.warehouse.id)

    def shown(self, product=None):
        """Figures that are not zero."""
        figures = self.figures(product) or {}
        return {name: value for name, value in figures.items() if value}

    def reserve(self, quantity, product=None):
        product = product or self.product
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        return move

    def kinds(self):
        self.env.cr.flush()
        return [(e.kind, e.from_state, e.to_state, e.quantity) for e in self.events()]

    def test_state_is_inherited_until_somebody_decides(self):
        inner = self.env["stock.location"].create(
            {"name": "Inner", "location_id": self.cage.id}
        )
        self.assertEqual(inner.tower_effective_state, "quarantined")
        inner.tower_state = "damaged"
        self.assertEqual(inner.tower_effective_state, "damaged")
        self.cage.tower_state = "returned"
        self.assertEqual(inner.tower_effective_state, "damaged")
        inner.tower_state = False
        self.assertEqual(inner.tower_effective_state, "returned")

    def test_five_states_add_up_to_on_hand(self):
        damaged, returned = self.env["stock.location"].create(
            [
                {"name": name, "location_id": self.stock.id, "tower_state": name}
                for name in ("damaged", "returned")
            ]
        )
        self.receive(self.product, 10)
        self.receive(self.product, 2, self.cage)
        self.receive(self.product, 3, damaged)
        self.receive(self.product, 4, returned)
        self.reserve(6)
        self.assertEqual(
            self.figures(),
            {
                "on_hand": 19,
                "available": 4,
                "reserved": 6,
                "quarantined": 2,
                "damaged": 3,
                "returned": 4,
                "in_transit": 0,
                "incoming": 0,
                "others": 0,
            },
        )
        product = self.product.with_context(warehouse_id=self.warehouse.id)
        self.assertEqual(product.qty_available, 19)
        self.assert_ledger()

    def test_reclassifying_a_location_holds_and_releases_its_stock(self):
        self.receive(self.product, 10, self.shelf)
        self.kinds()
        self.shelf.tower_state = "quarantined"
        self.assertEqual(
            self.kinds(), [("quality_hold_placed", "available", "quarantined", 10)]
        )
        self.assertEqual(self.shown(), {"on_hand": 10, "quarantined": 10})
        self.assert_ledger()
        self.shelf.tower_state = False
        self.assertEqual(
            self.kinds(), [("quality_hold_released", "quarantined", "available", 10)]
        )
        self.assert_ledger()

    def test_moving_a_location_changes_what_it_inherits(self):
        self.receive(self.product, 3, self.shelf)
        self.kinds()
        self.shelf.location_id = self.cage
        self.assertEqual([kind for kind, *_ in self.kinds()], ["quality_hold_placed"])
        self.assert_ledger()

    def test_held_stock_is_not_reserved_whatever_odoo_has_promised(self):
        self.receive(self.product, 10, self.shelf)
        self.reserve(4)
        self.kinds()
        self.shelf.tower_state = "damaged"
        self.assertEqual(
            self.kinds(),
            [
                ("reservation_changed", "reserved", "available", 4),
                ("quality_hold_placed", "available", "damaged", 10),
            ],
        )
        self.assertEqual(self.shown(), {"on_hand": 10, "damaged": 10})
        self.assert_ledger()
        self.shelf.tower_state = False
        self.assertEqual(
            [kind for kind, *_ in self.kinds()],
            ["quality_hold_released", "reservation_changed"],
        )
        self.assert_ledger()

    def test_holding_a_lot_holds_it_everywhere(self):
        self.receive(self.lot_product, 5, lot_id=self.lot.id)
        self.receive(self.lot_product, 2, self.shelf, lot_id=self.lot.id)
        self.kinds()
        self.lot.tower_hold = True
        self.assertEqual(
            sorted(self.kinds()),
            [
                ("quality_hold_placed", "available", "quarantined", 2),
                ("quality_hold_placed", "available", "quarantined", 5),
            ],
        )
        self.assertEqual(self.shown(self.lot_product), {"on_hand": 7, "quarantined": 7})
        self.assert_ledger()
        # What moves while it is held stays held.
        self.move(self.lot_product, 2, self.shelf, self.stock, lot_id=self.lot.id)
        self.assertEqual(
            self.kinds(), [("stock_moved", "quarantined", "quarantined", 2)]
        )
        self.lot.tower_hold = False
        self.assertEqual(
            self.kinds(), [("quality_hold_released", "quarantined", "available", 7)]
        )
        self.assert_ledger()

    def test_expiry_says_why(self):
        """The job that sets it: test_with_product_expiry."""
        self.receive(self.lot_product, 5, lot_id=self.lot.id)
        self.kinds()
        self.lot.tower_expired = True
        [event] = self.events()
        self.assertEqual(event.data["lines"][0]["reason"], "odoo:lot_expiry")
        self.assert_ledger()

    def test_partner_owned_stock_is_shown_apart(self):
        owner = self.env["res.partner"].create({"name": "Consignor"})
        self.receive(self.product, 4)
        self.receive(self.product, 9, owner_id=owner.id)
        self.assertEqual(self.shown(), {"on_hand": 4, "available": 4, "others": 9})
        self.assert_ledger()

    def test_setup_check_lists_what_holds_stock_without_a_state(self):
        self.receive(self.product, 1)
        self.receive(self.product, 1, self.cage)
        self.assertEqual(self.warehouse._tower_unclassed_locations(), self.stock)
        self.warehouse._tower_propose_states()
        self.assertFalse(self.warehouse._tower_unclassed_locations())
        self.assertEqual(self.cage.tower_state, "quarantined")

    def test_releasing_and_reserving_within_one_transaction_is_one_event(self):
        self.receive(self.product, 10)
        move = self.reserve(4)
        move._do_unreserve()
        move.product_uom_qty = 6
        move._action_assign()
        self.assertEqual(
            self.kinds()[1:], [("reservation_changed", "available", "reserved", 6)]
        )
        move._do_unreserve()
        move._action_assign()
        self.assertEqual(self.kinds(), [])
        self.assert_ledger()

    def test_a_rolled_back_reservation_leaves_no_event(self):
        class Boom(Exception):
            pass

        self.receive(self.product, 10)
        self.kinds()
        with self.assertRaises(Boom), self.env.cr.savepoint():
            self.reserve(4)
            raise Boom
        self.env.invalidate_all()
        self.assertEqual(self.kinds(), [])
        self.assert_ledger()

    def test_the_log_is_compared_and_repaired(self):
        """Two transactions passed each other: the location changed its state while
        its stock moved, and no event says so."""
        self.receive(self.product, 7, self.shelf)
        self.reserve(2)
        self.kinds()
        self.assertEqual(self.states._cron_repair(), 0)
        self.env.cr.execute(
            "UPDATE stock_location SET tower_effective_state = 'damaged' WHERE id = %s",
            [self.shelf.id],
        )
        self.env.invalidate_all()
        with self.assertLogs(_REPAIR, "WARNING"):
            self.assertEqual(self.states._cron_repair(), 2)
        self.assertEqual(
            self.kinds(),
            [
                ("ledger_self_healed", "reserved", "available", 2),
                ("ledger_self_healed", "available", "damaged", 7),
            ],
        )
        self.assert_ledger()
        self.assertEqual(self.states._cron_repair(), 0)

    def test_a_quant_made_to_reserve_on_has_no_quantity(self):
        """Odoo found the quant busy and made another one for the reservation: its
        quantity is NULL. The repair once took what it holds back for lost stock."""
        self.receive(self.product, 7, self.shelf)
        quant = self.env["stock.quant"].create(
            {
                "product_id": self.product.id,
                "location_id": self.shelf.id,
                "reserved_quantity": 2,
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT quantity FROM stock_quant WHERE id = %s", [quant.id]
        )
        self.assertEqual(self.env.cr.fetchall(), [(None,)])
        self.kinds()
        self.assertEqual(self.states._cron_repair(), 0)
        self.assert_ledger()


_REPAIR = "odoo.addons.stock_control_tower.models.states.stock_tower_state_repair"
