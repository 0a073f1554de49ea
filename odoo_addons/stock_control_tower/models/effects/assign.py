from collections import defaultdict

from odoo import models

from ...lib.inbound.document_match import (
    NOTICE_TYPES,
    Question,
    choose_documents,
    known_references,
)
from ...lib.inbound.fulfilment import Openings, Preference
from ...lib.inbound.resolution import Refused
from ...lib.inbound.unnamed_document import MAX_CANDIDATES
from .task import Desk, Task


class StockTowerInbox(models.Model):
    """Which events of a run act on which transfers, and with what on which move."""

    _inherit = "stock.tower.inbox"

    def _each_company(self, deliveries):
        """Yield (self in the company, its deliveries); most runs have one company."""
        groups = defaultdict(list)
        for delivery in deliveries:
            groups[delivery.sender.company_id].append(delivery)
        for company_id, group in groups.items():
            company = self.env["res.company"].browse(company_id)
            yield self.with_company(company), group

    def _desk(self, deliveries, wanted, chained=False, forgets=(), candidates=None):
        """Return the `Desk` of a run.

        :param chained: the transfers before and after the named ones count too
        :param forgets: announced moves that are about to be announced anew
        :param candidates: dict inbox id -> transfers of events that name none
        """
        found = self._named_pickings(deliveries, wanted)
        names = defaultdict(set)
        if found:
            found, names = self._with_related(found, chained)
        candidates = candidates or {}
        few = [one for one in candidates.values() if len(one) <= MAX_CANDIDATES]
        desk = self._desk_of(found.union(*few), wanted, names, forgets)
        desk.candidates = candidates
        return desk

    def _desk_of(self, found, wanted, names=None, forgets=()):
        names = names or defaultdict(set)
        documents = [
            self._document_of(picking, names[picking.id], wanted, forgets)
            for picking in found.sorted("id")
        ]
        return Desk(documents, Openings(documents))

    def _assign(self, deliveries, desk, wanted, parks=None):
        """Return (tasks, deliveries that shall get a document of their own).

        Refuses those whose documents cannot be acted on.

        :param parks: whether events without a document are refused; None: as the
            partner's policy says
        """
        tasks, loose = [], []
        for delivery in deliveries:
            try:
                documents = self._choose(delivery, desk, wanted, parks)
                if documents:
                    shares = self._shares(delivery, documents, desk)
                    tasks += self._tasks(delivery, shares)
                else:
                    loose.append(delivery)
            except Refused as refused:
                delivery.refusal = refused.refusal
        return tasks, loose

    def _choose(self, delivery, desk, wanted, parks):
        if delivery.inbox_id in desk.candidates:
            return [self._only_document(delivery, desk, wanted)]
        ids = {line.warehouse_id for line in delivery.lines} - {None}
        if parks is None:
            parks = delivery.sender.unreferenced_policy == "park"
        codes = {
            warehouse.id: warehouse.code
            for warehouse in self.env["stock.warehouse"].browse(
                ids | {document.warehouse_id for document in desk.documents}
            )
        }
        question = Question(
            references=delivery.references,
            warehouses={id_: codes[id_] for id_ in ids},
            products=frozenset(line.product_id for line in delivery.lines),
            parks=parks,
        )
        left = desk.openings.left
        return choose_documents(question, wanted, desk.documents, left, codes)

    def _shares(self, delivery, documents, desk):
        """Spread an event's lines over its documents; see `Openings.distribute`."""
        known = [
            reference for _path, reference in known_references(delivery.references)
        ]
        preference = Preference(
            lines=frozenset(one["line"] for one in known if "line" in one),
            asns=frozenset(one["id"] for one in known if one["type"] in NOTICE_TYPES),
        )
        return desk.openings.distribute(
            delivery.lines, documents, delivery.sender, self._product_name, preference
        )

    def _tasks(self, delivery, shares):
        """Return the tasks of shares, on the document's moves or on new ones."""
        return [
            Task(delivery, share.line, self._move_of(share), share.lots)
            for share in shares
        ]

    def _move_of(self, share):
        if share.move_id:
            return self.env["stock.move"].browse(share.move_id)
        picking = self.env["stock.picking"].browse(share.document_id)
        return self._add_move(picking, share.line)

    def _add_move(self, picking, line):
        """Add a product to a transfer that does not have it, with no demand."""
        like = picking.move_ids[:1]
        return self.env["stock.move"].create(
            {
                "picking_id": picking.id,
                "product_id": line.product_id,
                "product_uom": line.unit_id,
                "product_uom_qty": 0.0,
                "company_id": picking.company_id.id,
                "location_id": picking.location_id.id,
                "location_dest_id": picking.location_dest_id.id,
                "location_final_id": like.location_final_id.id,
                "picking_type_id": picking.picking_type_id.id,
                "warehouse_id": like.warehouse_id.id,
                "partner_id": like.partner_id.id,
                "origin": picking.origin,
                "reference_ids": [(6, 0, like.reference_ids.ids)],
                "state": "confirmed",
            }
        )

    def _product_name(self, product_id):
        return self.env["product.product"].browse(product_id).display_name
