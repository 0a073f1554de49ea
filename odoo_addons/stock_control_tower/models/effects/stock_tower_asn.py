from odoo import models

from ...lib.inbound.document_match import NOTICE_TYPES, Wanted
from ...lib.inbound.resolution import Refused
from ...lib.inbound.screening import event_time
from .documents import ENDED
from .task import Task, document_of, package_name

_NOTICE = Wanted("receipt", (("receipt",),), announces=True)


class StockTowerInbox(models.Model):
    """Shipping notices: what is on its way, prepared on the receipt that awaits it.

    Each announced line becomes a move of its own with its lots and packages ready to be
    received; what was not announced stays as it was. Nothing is picked or done.
    """

    _inherit = "stock.tower.inbox"

    def _effect_asn(self, deliveries):
        """Announce on the receipts named, one by one; a notice sent again under its
        number replaces itself, another one adds to it."""
        for inbox, group in self._each_company(deliveries):
            for delivery in group:
                try:
                    inbox._announce(delivery)
                except Refused as refused:
                    delivery.refusal = refused.refusal

    def _announce(self, delivery):
        number = _notice_number(delivery)
        known = self._announced(number)
        own = known.filtered(lambda move: move.picking_id.origin == number)
        desk = self._desk([delivery], _NOTICE, forgets=known)
        desk.documents = [
            one for one in desk.documents if one.id not in own.picking_id.ids
        ]
        parks = False if own else None
        documents = self._choose(delivery, desk, _NOTICE, parks)
        shares = documents and self._shares(delivery, documents, desk)
        self._forget(known, own)
        tasks = self._tasks(delivery, shares) or self._await(delivery, number)
        expected_at = event_time(delivery.event["data"], "expectedAt")
        pickings = self._prepare(tasks, number, expected_at)
        delivery.documents = [document_of(picking) for picking in pickings]

    def _announced(self, number):
        """Return the open moves that an earlier notice of that number prepared."""
        return self.env["stock.move"].search(
            [
                ("tower_asn", "=", number),
                ("company_id", "=", self.env.company.id),
                ("state", "not in", ENDED),
            ]
        )

    def _forget(self, moves, own):
        """Take back what a notice prepared; `own` receipts, made for it alone, go."""
        own._action_cancel()
        rest = moves - own
        rest.move_line_ids.unlink()
        rest.tower_asn = False
        rest._action_assign()

    def _await(self, delivery, number):
        """Return tasks on new receipts for goods that nobody ordered in Odoo."""
        tasks = []
        for _delivery, warehouse, lines in self._batches(delivery):
            vals = self._picking_vals(delivery, warehouse, lines)
            picking = self.env["stock.picking"].create(vals | {"origin": number})
            for line in lines:
                move = self._add_move(picking, line)
                move.product_uom_qty = float(line.quantity)
                tasks.append(Task(delivery, line, move, line.lots))
        return tasks

    def _prepare(self, tasks, number, expected_at):
        """Set lots, packages and time on the announced moves; return their receipts."""
        packages = self._named_packages(package_name(task.line) for task in tasks)
        rest = self._carve(tasks, keeps_rest=False)
        moves = rest.browse(task.move.id for task in tasks)
        (moves | rest).move_line_ids.unlink()
        vals = {"tower_asn": number}
        if expected_at:
            vals["date"] = expected_at.replace(microsecond=0)
        moves.write(vals)
        lots = self._named_lots(
            self.env.company,
            moves.product_id,
            {name for task in tasks for name, _quantity in task.lots if name},
        )
        self.env["stock.move.line"].create(
            [
                vals
                for task in tasks
                for vals in self._expected_line_vals(task, lots, packages)
            ]
        )
        (rest | moves)._action_assign()
        moves._recompute_state()
        self._keep_notices(moves)
        return moves.picking_id

    def _expected_line_vals(self, task, lots, packages):
        line, move = task.line, task.move
        package = packages.get(package_name(line))
        has_expiry = "expiration_date" in self.env["stock.move.line"]._fields
        for name, quantity in task.lots:
            lot = lots.get((line.product_id, name))
            vals = {
                "move_id": move.id,
                "picking_id": move.picking_id.id,
                "product_id": line.product_id,
                "product_uom_id": line.unit_id,
                "location_id": move.location_id.id,
                "location_dest_id": move.location_dest_id.id,
                "lot_id": lot.id if lot else None,
                "lot_name": name,
                "owner_id": line.owner_id,
                "result_package_id": package.id if package else None,
                "quantity": float(quantity),
                "picked": False,
            }
            if line.expiry and has_expiry:
                vals["expiration_date"] = line.expiry
            yield vals

    def _keep_notices(self, moves):
        """Say on receipts, and on what remains of them, which notices they await."""
        pickings = moves.picking_id
        for picking in pickings | pickings.backorder_ids:
            numbers = picking.move_ids.filtered("tower_asn").mapped("tower_asn")
            numbers = ", ".join(sorted(set(numbers))) or False
            if picking.tower_asn != numbers:
                picking.tower_asn = numbers


def _notice_number(delivery):
    """The partner's number of a notice; its business key when it gives none."""
    for reference in delivery.references:
        if reference["type"] in NOTICE_TYPES:
            return reference["id"]
    return delivery.business_key
