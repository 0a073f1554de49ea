from collections import defaultdict
from decimal import Decimal

from odoo import fields, models

from ...lib.inbound.corrections import excess
from ...lib.inbound.resolution import Refused
from ...lib.refusals import refuse

_IDS = "/data/correction/correctsEventIds"


class StockTowerInbox(models.Model):
    """Corrections: events of their own that take back what earlier ones moved."""

    _inherit = "stock.tower.inbox"

    corrects_ids = fields.Many2many(
        "stock.tower.inbox",
        "stock_tower_inbox_correction",
        "correction_id",
        "corrected_id",
        string="Corrects",
        readonly=True,
    )
    corrected_by_ids = fields.Many2many(
        "stock.tower.inbox",
        "stock_tower_inbox_correction",
        "corrected_id",
        "correction_id",
        string="Corrected by",
        readonly=True,
    )

    def _link_correction(self, delivery, settled):
        """Tie a correction to what it corrects.

        :param settled: inbox ids of events applied just now, whose rows do not have
            their answer yet
        :raise Refused: when it corrects something that took no effect, or takes back
            more than that moved
        """
        originals = self._corrected_rows(delivery, settled)
        # Of two corrections of one event at a time the second starts anew.
        self.env.cr.execute(
            "UPDATE stock_tower_inbox SET is_correction = is_correction WHERE id IN %s",
            [originals._ids],
        )
        if delivery.kind != "cycle_count_posted":
            self._check_excess(delivery, originals)
        self.browse(delivery.inbox_id).corrects_ids = originals

    def _corrected_rows(self, delivery, settled):
        rows = self.search(
            [
                ("source", "=", delivery.screened.source),
                ("event_id", "in", delivery.corrects),
                ("code", "!=", "id_conflict"),
            ]
        )
        by_id = {row.event_id: row for row in rows}
        for index, event_id in enumerate(delivery.corrects):
            row = by_id.get(event_id)
            answered = row and (row.outcome or row.id in settled)
            if not answered or row.state != "applied":
                what = "took no effect" if row else "is not known"
                raise Refused(
                    refuse(
                        "correction_unknown",
                        f"{_IDS}/{index}",
                        event_id=event_id,
                        what=what,
                    )
                )
        return rows

    def _check_excess(self, delivery, originals):
        moved = self._moved_quantities(originals)
        if not moved:
            return  # holds and counts that found no difference moved nothing
        found = excess(delivery.lines, moved, self._taken_back(originals))
        if found:
            line, had, gone, wanted = found
            product = self.env["product.product"].browse(line.product_id)
            raise Refused(
                refuse(
                    "correction_exceeds",
                    f"{line.path}/quantity",
                    product=product.display_name,
                    moved=f"{had.normalize():f}",
                    corrected=f"{gone.normalize():f}",
                    wanted=f"{wanted.normalize():f}",
                    unit=product.uom_id.name,
                )
            )

    def _taken_back(self, originals):
        """What corrections moved, less what corrections of corrections did."""
        total, sign, rows = defaultdict(Decimal), 1, originals.corrected_by_ids
        while rows:
            for key, quantity in self._moved_quantities(rows).items():
                total[key] += sign * quantity
            sign, rows = -sign, rows.corrected_by_ids
        return total

    def _moved_quantities(self, rows):
        """Return dict (product id, lot name or None) -> what their moves moved."""
        moves = rows.move_ids
        # Of goods that one event took through several transfers the last one counts.
        last = moves.filtered(lambda move: not move.move_dest_ids & moves)
        found = self.env["stock.move.line"]._read_group(
            [("move_id", "in", last.ids), ("state", "=", "done")],
            ["product_id", "lot_id"],
            ["quantity_product_uom:sum"],
        )
        return {
            (product.id, lot.name or None): Decimal(repr(round(quantity, 6)))
            for product, lot, quantity in found
        }

    def _returned_move(self, delivery, planned):
        """Return the dispatch that a voided shipment's line brings back, if known."""
        moves = self.env["stock.move"]
        if delivery.kind != "shipment_voided" or not delivery.corrects:
            return moves
        originals = self.browse(delivery.inbox_id).corrects_ids.move_ids
        return originals.filtered(
            lambda move: (
                move.product_id.id == planned.product_id
                and move.location_dest_id.usage == "customer"
            )
        )[:1]
