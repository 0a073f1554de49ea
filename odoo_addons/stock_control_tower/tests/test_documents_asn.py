from datetime import datetime

from odoo.tests import tagged

from .documents_common import DocumentCase

_SSCC = "106141410000000014"


@tagged("post_install", "-at_install")
class TestDocumentsAsn(DocumentCase):
    """asn_received prepares the receipt; goods_received finds it by the notice."""

    def announce(self, event_id, *references, lines=None, eta=None, **values):
        if lines is None:
            lines = [self.line("asn_received", **values)]
        for line in lines:
            line["from"] = {"state": "outside"}
            line["to"] = {"state": "in_transit"}
        event = self.documented(event_id, "asn_received", *references, lines=lines)
        event["data"]["mode"] = "notice"
        event["data"]["location"] = {"warehouse": "INBT"}
        if eta:
            event["data"]["expectedAt"] = eta
        return event

    def receive(self, event_id, *references, **values):
        return self.documented(event_id, "goods_received", *references, **values)

    def announced(self, picking):
        """[(ASN, demand, [(lot, package, quantity), …]), …] of a receipt's moves."""
        return sorted(
            (
                move.tower_asn or "",
                move.product_uom_qty,
                sorted(
                    (
                        line.lot_name or "",
                        line.result_package_id.name or "",
                        line.quantity,
                    )
                    for line in move.move_line_ids
                ),
            )
            for move in picking.move_ids
        )

    def test_lots_packages_and_time_on_the_receipt(self):
        picking = self.receipt("PO1", [(self.lot_product, 100)])
        row = self.assertApplied(
            self.announce(
                "a",
                ("po", "PO1"),
                ("asn", "ASN-7"),
                sku="INB-LOT",
                quantity="60",
                lot="L-1",
                sscc=_SSCC,
                eta="2031-03-04T10:30:00Z",
            )
        )
        self.assertEqual(self.documents(row), [picking])
        self.assertFalse(row.move_ids)
        self.assertEqual((picking.state, picking.tower_asn), ("assigned", "ASN-7"))
        self.assertEqual(
            self.announced(picking),
            [("", 40, [("", "", 40)]), ("ASN-7", 60, [("L-1", _SSCC, 60)])],
        )
        self.assertFalse(any(picking.move_line_ids.mapped("picked")))
        announced = picking.move_ids.filtered("tower_asn")
        self.assertEqual(announced.date, datetime(2031, 3, 4, 10, 30))
        self.assertFalse(self.env["stock.lot"].search([("name", "=", "L-1")]))
        self.assertEqual(self.on_hand(self.lot_product), 0)

    def test_the_whole_receipt_takes_the_time(self):
        picking = self.receipt()
        eta = "2031-03-04T10:30:00Z"
        self.assertApplied(
            self.announce("a", ("po", "PO1"), ("asn", "A"), quantity="10", eta=eta)
        )
        self.assertEqual(picking.scheduled_date, datetime(2031, 3, 4, 10, 30))
        self.assertEqual(len(picking.move_ids), 1)

    def test_received_by_the_notice(self):
        picking = self.receipt("PO1", [(self.lot_product, 100)])
        announce = self.announce(
            "a",
            ("po", "PO1"),
            ("asn", "ASN-7"),
            sku="INB-LOT",
            quantity="60",
            lot="L-1",
        )
        self.assertApplied(announce)
        row = self.assertApplied(
            self.receive("r", ("asn", "ASN-7"), sku="INB-LOT", quantity="50", lot="L-1")
        )
        self.assertEqual(self.documents(row), [picking])
        self.assertEqual(self.on_hand(self.lot_product, lot="L-1"), 50)
        rest = picking.backorder_ids
        self.assertEqual(
            sorted((move.tower_asn or "", move.product_qty) for move in rest.move_ids),
            [("", 40), ("ASN-7", 10)],
        )
        self.assertEqual(rest.tower_asn, "ASN-7")
        self.assertApplied(
            self.receive("s", ("asn", "ASN-7"), sku="INB-LOT", quantity="10", lot="L-1")
        )
        [last] = rest.backorder_ids
        self.assertEqual(last.move_ids.product_qty, 40)
        self.assertFalse(last.tower_asn)

    def test_a_person_may_receive_it_as_prepared(self):
        picking = self.receipt("PO1", [(self.serial_product, 2)])
        self.assertApplied(
            self.announce(
                "a",
                ("po", "PO1"),
                ("asn", "A"),
                sku="INB-SN",
                quantity="2",
                serials=["S1", "S2"],
                sscc=_SSCC,
            )
        )
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.on_hand(self.serial_product, lot="S2"), 1)
        package = self.env["stock.package"].search([("name", "=", _SSCC)])
        self.assertEqual(len(package.quant_ids), 2)

    def test_the_same_notice_again_replaces_itself(self):
        picking = self.receipt("PO1", [(self.lot_product, 100)])
        names = [("po", "PO1"), ("asn", "A")]
        first = {"sku": "INB-LOT", "quantity": "60", "lot": "L-1"}
        second = {"sku": "INB-LOT", "quantity": "30", "lot": "L-2"}
        self.assertApplied(self.announce("a", *names, **first))
        self.assertApplied(self.announce("b", *names, **second))
        lots = picking.move_line_ids.mapped("lot_name")
        self.assertEqual(sorted(filter(None, lots)), ["L-2"])
        announced = picking.move_ids.filtered("tower_asn")
        self.assertEqual(sum(announced.mapped("product_qty")), 30)
        self.assertEqual(sum(picking.move_ids.mapped("product_qty")), 100)
        # Known by its number alone, once it has been announced.
        self.assertApplied(self.announce("c", ("asn", "A"), **first))
        announced = picking.move_ids.filtered("tower_asn")
        self.assertEqual(sum(announced.mapped("product_qty")), 60)

    def test_another_notice_adds_to_it(self):
        picking = self.receipt("PO1", [(self.lot_product, 100)])
        for number, lot in (("A", "L-1"), ("B", "L-2")):
            self.assertApplied(
                self.announce(
                    number,
                    ("po", "PO1"),
                    ("asn", number),
                    sku="INB-LOT",
                    quantity="40",
                    lot=lot,
                )
            )
        self.assertEqual(picking.tower_asn, "A, B")
        self.assertEqual(
            self.announced(picking),
            [
                ("", 20, [("", "", 20)]),
                ("A", 40, [("L-1", "", 40)]),
                ("B", 40, [("L-2", "", 40)]),
            ],
        )
        self.assertApplied(
            self.receive("r", ("asn", "B"), sku="INB-LOT", quantity="40", lot="L-2")
        )
        rest = picking.backorder_ids
        self.assertEqual(
            self.announced(rest),
            [("", 20, [("", "", 20)]), ("A", 40, [("L-1", "", 40)])],
        )

    def test_a_notice_without_a_receipt_makes_one(self):
        row = self.assertApplied(
            self.announce("a", ("asn", "ASN-9"), quantity="7", sscc=_SSCC)
        )
        [picking] = self.documents(row)
        self.assertEqual((picking.state, picking.origin), ("assigned", "ASN-9"))
        self.assertEqual(picking.tower_asn, "ASN-9")
        self.assertEqual(self.announced(picking), [("ASN-9", 7, [("", _SSCC, 7)])])
        again = self.assertApplied(self.announce("b", ("asn", "ASN-9"), quantity="9"))
        [renewed] = self.documents(again)
        self.assertEqual((picking.state, renewed.state), ("cancel", "assigned"))
        self.assertEqual(self.announced(renewed), [("ASN-9", 9, [("", "", 9)])])
        row = self.assertApplied(self.receive("r", ("asn", "ASN-9"), quantity="9"))
        self.assertEqual(self.documents(row), [renewed])
        self.assertEqual(self.on_hand(), 9)
        self.assertRefused(self.receive("s", ("asn", "ASN-9")), "document_closed")

    def test_a_notice_without_a_receipt_may_be_refused(self):
        partners = self.env.registry["stock.tower.partner"]
        policies = {"unreferenced_policy": "park"}
        self.patch(partners, "_sender_policies", lambda partner: policies)
        self.assertRefused(self.announce("a", ("asn", "A")), "document_not_found")
        self.assertRefused(self.announce("b"), "reference_required")
        self.receipt().action_cancel()
        self.assertRefused(
            self.announce("c", ("asn", "A"), ("po", "PO1")), "document_cancelled"
        )

    def test_more_was_announced_than_ordered(self):
        picking = self.receipt()
        self.assertApplied(
            self.announce("a", ("po", "PO1"), ("asn", "A"), quantity="12")
        )
        self.assertEqual(self.announced(picking), [("A", 10, [("", "", 12)])])
        partners = self.env.registry["stock.tower.partner"]
        policies = {"over_policy": "refuse"}
        self.patch(partners, "_sender_policies", lambda partner: policies)
        self.receipt("PO2")
        self.assertRefused(
            self.announce("b", ("po", "PO2"), ("asn", "B"), quantity="12"),
            "quantity_over",
        )

    def test_the_business_key_when_it_has_no_number(self):
        picking = self.receipt()
        self.assertApplied(self.announce("a", ("po", "PO1"), quantity="10"))
        self.assertEqual(picking.tower_asn, "key:a")
