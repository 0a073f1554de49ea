from odoo.tests import tagged

from .inbound_common import InboundCase


@tagged("post_install", "-at_install")
class TestIngestApply(InboundCase):
    """Each applied kind moves exactly what the event says, as done moves."""

    def test_receipt_into_a_bin(self):
        outcome, row = self.ingest_one(self.event("r1", bin="INBT-S-1"))
        self.assertEqual(outcome, {"index": 0, "outcome": "applied"})
        self.assertEqual(self.on_hand(location=self.shelf), 5)
        move = row.move_ids
        self.assertEqual(move.state, "done")
        self.assertEqual(move.location_id.usage, "supplier")
        self.assertEqual(move.tower_line, "1")
        self.assertEqual(move.picking_id.origin, "test-wms: key:r1")
        self.assertEqual(row.state, "applied")
        self.assertEqual(row.company_id, self.warehouse.company_id)

    def test_receipt_without_a_bin_goes_to_stock(self):
        self.ingest(self.event("r2"))
        self.assertEqual(self.on_hand(), 5)

    def test_bin_by_full_name_and_by_name(self):
        self.ingest(
            self.event("r3", bin=self.shelf.complete_name),
            self.event("r4", bin="Shelf 1"),
        )
        self.assertEqual(self.on_hand(location=self.shelf), 10)

    def test_warehouse_of_the_header_is_the_default(self):
        event = self.event("r5")
        event["data"]["location"] = {"warehouse": "INBT", "bin": "INBT-S-1"}
        del event["data"]["lines"][0]["to"]["location"]
        self.ingest(event)
        self.assertEqual(self.on_hand(location=self.shelf), 5)

    def test_item_by_gtin_of_any_length(self):
        for number, gtin in enumerate(
            ("0614141999996", "00614141999996", "614141999996")
        ):
            outcome = self.ingest(self.event(f"g{number}", item={"gtin": gtin}))[0]
            self.assertEqual(outcome["outcome"], "applied", gtin)
        self.assertEqual(self.on_hand(), 15)

    def test_damaged_goods_go_to_their_bin(self):
        self.deep_shelf.tower_state = "damaged"
        self.ingest(self.event("r6", bin="INBT-S-2", state="damaged"))
        self.assertEqual(self.on_hand(location=self.deep_shelf), 5)

    def test_dispatch_from_a_bin(self):
        self.put(8, location=self.shelf)
        self.ingest(self.event("d1", "shipment_dispatched", bin="INBT-S-1"))
        self.assertEqual(self.on_hand(location=self.shelf), 3)
        move = self.inbox.search([("event_id", "=", "d1")]).move_ids
        self.assertEqual(move.location_dest_id.usage, "customer")

    def test_dispatch_without_a_bin_takes_what_is_there_first(self):
        self.put(3, location=self.shelf)
        self.put(4, location=self.deep_shelf)
        self.ingest(self.event("d2", "shipment_dispatched", quantity="9"))
        self.assertEqual(self.on_hand(location=self.shelf), 0)
        self.assertEqual(self.on_hand(location=self.deep_shelf), 0)
        self.assertEqual(self.on_hand(), -2)
        move = self.inbox.search([("event_id", "=", "d2")]).move_ids
        self.assertEqual(len(move), 1)
        self.assertEqual(len(move.move_line_ids), 3)

    def test_more_than_there_is_goes_negative(self):
        self.put(2, location=self.shelf)
        self.ingest(
            self.event("d3", "shipment_dispatched", quantity="7", bin="INBT-S-1")
        )
        self.assertEqual(self.on_hand(location=self.shelf), -5)

    def test_free_stock_is_taken_before_reserved_stock(self):
        self.put(5, location=self.shelf)
        self.put(5, location=self.deep_shelf)
        shelf_quant = self.Quant.search(
            [("product_id", "=", self.product.id), ("location_id", "=", self.shelf.id)]
        )
        shelf_quant.reserved_quantity = 5
        self.ingest(self.event("d4", "shipment_dispatched", quantity="5"))
        self.assertEqual(self.on_hand(location=self.shelf), 5)
        self.assertEqual(self.on_hand(location=self.deep_shelf), 0)

    def test_a_receipt_can_be_dispatched_in_the_same_batch(self):
        self.ingest(
            self.event("b1", quantity="6", bin="INBT-S-1"),
            self.event("b2", "shipment_dispatched", quantity="4"),
        )
        self.assertEqual(self.on_hand(location=self.shelf), 2)
        self.assertEqual(self.on_hand(), 0)

    def test_adjustments_gain_and_lose(self):
        self.ingest(self.event("a1", "adjustment_posted", quantity="7", gain=True))
        self.assertEqual(self.on_hand(), 7)
        self.ingest(self.event("a2", "adjustment_posted", quantity="2", gain=False))
        self.assertEqual(self.on_hand(), 5)
        moves = self.inbox.search([("event_id", "in", ["a1", "a2"])]).move_ids
        self.assertEqual(moves.mapped("is_inventory"), [True, True])

    def test_decimals_are_kept(self):
        self.ingest(self.event("k1", sku="INB-KG", quantity="2.25", uom="KGM"))
        self.assertEqual(self.on_hand(self.kilo_product), 2.25)

    def test_a_dozen_is_twelve_and_grams_are_kilos(self):
        self.ingest(
            self.event("u1", quantity="2", uom="DZN"),
            self.event("u2", quantity="3", uom="EA"),
            self.event("u3", sku="INB-KG", quantity="250", uom="GRM"),
            self.event("u4", quantity="1", uom="ZZ", uomName="Pack of 6"),
        )
        self.assertEqual(self.on_hand(), 24 + 3 + 6)
        self.assertEqual(self.on_hand(self.kilo_product), 0.25)

    def test_a_receipt_creates_its_lot_and_the_next_uses_it(self):
        self.ingest(
            self.event("l1", sku="INB-LOT", lot="L-9"),
            self.event("l2", sku="INB-LOT", lot="L-9", bin="INBT-S-1"),
        )
        lot = self.env["stock.lot"].search([("product_id", "=", self.lot_product.id)])
        self.assertEqual(lot.name, "L-9")
        self.ingest(self.event("l3", "shipment_dispatched", sku="INB-LOT", lot="L-9"))
        self.assertEqual(self.on_hand(self.lot_product, self.stock, "L-9"), 0)
        self.assertEqual(self.on_hand(self.lot_product, self.shelf, "L-9"), 5)

    def test_serials_are_one_each(self):
        serials = ["S-1", "S-2", "S-3"]
        self.ingest(
            self.event("s1", sku="INB-SN", quantity="3", serials=serials),
            self.event("s2", sku="INB-SN", quantity="1", lot="S-4"),
        )
        for serial in (*serials, "S-4"):
            self.assertEqual(self.on_hand(self.serial_product, lot=serial), 1)
        self.ingest(
            self.event(
                "s3",
                "shipment_dispatched",
                sku="INB-SN",
                quantity="2",
                serials=["S-1", "S-4"],
            )
        )
        self.assertEqual(self.on_hand(self.serial_product), 2)

    def test_every_line_is_a_move_of_its_own(self):
        lines = [
            self.line(quantity="1") | {"lineId": "a"},
            self.line(quantity="2") | {"lineId": "b"},
        ]
        _outcome, row = self.ingest_one(self.event("m1", lines=lines))
        self.assertEqual(sorted(row.move_ids.mapped("tower_line")), ["a", "b"])
        self.assertEqual(self.on_hand(), 3)

    def test_events_out_name_their_cause(self):
        self.ingest(self.event("c1"))
        out = self.outbox.search([("inbox_id.event_id", "=", "c1")], order="id")
        self.assertEqual(out.mapped("kind"), ["goods_received", "event_outcome"])
        self.assertEqual(out[0].causation_id, "c1")
        self.assertEqual(out[0].partner_id, self.partner)
        documents = out[1].data["documents"]
        picking = out[0].move_id.picking_id
        self.assertEqual(
            documents,
            [{"model": "stock.picking", "id": picking.id, "reference": picking.name}],
        )

    def test_waiting_deliveries_get_what_arrives(self):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.stock.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.product.id,
                            "product_uom_qty": 5,
                            "product_uom": self.product.uom_id.id,
                            "location_id": self.stock.id,
                            "location_dest_id": self.env.ref(
                                "stock.stock_location_customers"
                            ).id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        self.assertEqual(picking.state, "confirmed")
        self.ingest(self.event("w1"))
        self.assertEqual(picking.state, "assigned")
