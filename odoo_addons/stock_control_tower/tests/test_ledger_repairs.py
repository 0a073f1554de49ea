from odoo.tests import tagged

from .common import LedgerCase


@tagged("post_install", "-at_install")
class TestLedgerRepairs(LedgerCase):
    def test_done_line_edit_is_reversal_and_replacement(self):
        move = self.receive(self.product, 5)
        original = self.events()
        move.move_line_ids.quantity = 7
        reversal, replacement = self.events()
        self.assertEqual((reversal.kind, replacement.kind), ("movement_amended",) * 2)
        self.assertEqual((reversal.quantity, replacement.quantity), (5, 7))
        self.assertEqual(reversal.location_id, self.stock)
        self.assertFalse(reversal.location_dest_id)
        self.assertEqual(
            reversal.data["correction"]["correctsEventIds"], [original.event_id]
        )
        self.assert_ledger()
        move.move_line_ids.location_dest_id = self.shelf
        second_reversal, _second = self.events()
        self.assertEqual(
            second_reversal.data["correction"]["correctsEventIds"],
            [replacement.event_id],
        )
        self.assert_ledger()
        move.move_line_ids.quantity = 0
        [taken_back] = self.events()
        self.assertEqual(taken_back.location_id, self.shelf)
        self.assert_ledger()

    def test_done_line_write_without_change_is_no_event(self):
        move = self.receive(self.product, 5)
        self.events()
        move.move_line_ids.write({"quantity": 5, "location_dest_id": self.stock.id})
        self.assertFalse(self.events())
        self.assert_ledger()

    def test_done_line_create(self):
        move = self.receive(self.product, 5)
        self.events()
        self.env["stock.move.line"].create(
            {
                "move_id": move.id,
                "product_id": self.product.id,
                "quantity": 3,
                "location_id": self.suppliers.id,
                "location_dest_id": self.shelf.id,
            }
        )
        [event] = self.events()
        self.assertEqual((event.kind, event.quantity), ("movement_amended", 3))
        self.assert_ledger()

    def test_quant_direct_write_create_unlink(self):
        quant = self.Quant.create(
            {
                "product_id": self.product.id,
                "location_id": self.stock.id,
                "quantity": 4,
            }
        )
        [event] = self.events()
        self.assertEqual(event.kind, "ledger_self_healed")
        self.assertEqual(event.data["lines"][0]["reason"], "odoo:quant_create")
        self.assert_ledger()
        quant.quantity = 1.5
        [event] = self.events()
        self.assertEqual((event.quantity, event.location_id), (2.5, self.stock))
        self.assert_ledger()
        quant.location_id = self.shelf
        self.assertEqual(len(self.events()), 2)
        self.assert_ledger()
        quant.unlink()
        [event] = self.events()
        self.assertEqual(event.data["lines"][0]["reason"], "odoo:quant_unlink")
        self.assert_ledger()

    def test_quant_outside_the_ledger_is_no_event(self):
        self.Quant._update_available_quantity(self.product, self.customers, 4)
        self.assertFalse(self.events())
        self.assert_ledger()

    def test_untracked_stock_moved_under_a_lot(self):
        """Core takes missing lot stock from untracked stock: two keys change that
        no move line names."""
        self.Quant._update_available_quantity(self.lot_product, self.stock, 10)
        self.events()
        self.move(self.lot_product, 4, self.stock, self.customers, lot_id=self.lot.id)
        events = self.events()
        self.assertEqual(
            sorted(events.mapped("kind")),
            ["ledger_self_healed", "ledger_self_healed", "shipment_dispatched"],
        )
        healed = events.filtered(lambda row: row.kind == "ledger_self_healed")
        self.assertEqual(set(healed.mapped("lot_id.name")), {"LOT-1"})
        self.assert_ledger()

    def test_merge_of_quants(self):
        values = {"product_id": self.product.id, "location_id": self.stock.id}
        self.Quant.create(values | {"quantity": 4})
        self.Quant.create(values | {"quantity": -1})
        self.events()
        self.Quant._quant_tasks()
        self.assertFalse(self.events())
        self.assert_ledger()

    def test_merge_that_cuts_off_reserved(self):
        values = {"product_id": self.product.id, "location_id": self.stock.id}
        first = self.Quant.create(values | {"quantity": 4, "reserved_quantity": 1})
        second = self.Quant.create(values | {"quantity": 1})
        self.env.cr.flush()
        self.env.cr.execute(
            "UPDATE stock_quant SET reserved_quantity = -2 WHERE id = %s", [second.id]
        )
        (first | second).invalidate_recordset()
        self.events()
        self.Quant._merge_quants()
        [event] = self.events()
        self.assertEqual(event.kind, "ledger_self_healed")
        self.assertEqual((event.from_state, event.to_state), ("reserved", "available"))
        [line] = event.data["lines"]
        self.assertEqual(line["reason"], "odoo:quant_merge")
        self.assertEqual(line["quantity"], "1")
        self.assert_ledger()

    def test_clean_reservations(self):
        quant = self.Quant.create(
            {
                "product_id": self.product.id,
                "location_id": self.stock.id,
                "quantity": 9,
                "reserved_quantity": 3,
            }
        )
        self.env.cr.flush()
        self.events()
        self.Quant._clean_reservations()
        self.assertEqual(quant.reserved_quantity, 0)
        [event] = self.events()
        self.assertEqual(event.kind, "ledger_self_healed")
        [line] = event.data["lines"]
        self.assertEqual(line["reason"], "odoo:reservation_cleanup")
        self.assertEqual((line["reservedBefore"], line["reservedAfter"]), ("3", "0"))
        self.assert_ledger()

    def test_unit_redefined(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.receive(self.product, 12)
        self.events()
        self.product.uom_id = dozen
        [event] = self.events()
        self.assertEqual(event.kind, "unit_redefined")
        [line] = event.data["lines"]
        self.assertEqual((line["uom"], line["previousUom"]), ("DZN", "C62"))
        self.assertEqual(line["quantity"], "12")
        self.assertEqual(event.location_id, event.location_dest_id)
        self.assert_ledger()

    def test_savepoint_rollback_leaves_no_row(self):
        class Boom(Exception):
            pass

        with self.assertRaises(Boom), self.env.cr.savepoint():
            self.receive(self.product, 5)
            raise Boom
        self.env.invalidate_all()
        self.assertFalse(self.events())
        self.assert_ledger()
        self.receive(self.product, 2)
        self.assertEqual(self.events().quantity, 2)
        self.assert_ledger()

    def test_opening_balances(self):
        """As at install: the ledger is empty and stock is not."""
        self.env.cr.execute(
            "DELETE FROM stock_tower_outbox; DELETE FROM stock_tower_reserved"
        )
        self.env.cr.execute(
            """INSERT INTO stock_quant
                   (product_id, location_id, quantity, reserved_quantity, in_date)
               VALUES (%(p)s, %(l)s, 7, 0, now()), (%(p)s, %(l)s, 2, 0, now()),
                      (%(p)s, %(s)s, -3, 0, now())""",
            {"p": self.product.id, "l": self.stock.id, "s": self.shelf.id},
        )
        self._mark = 0
        self.outbox._emit_opening_balances()
        mine = self.events().filtered(lambda row: row.product_id == self.product)
        self.assertEqual(
            {(row.kind, row.quantity) for row in mine},
            {("opening_balance", 9), ("ledger_self_healed", 3)},
        )
        self.assert_ledger()
