from odoo import models
from odoo.fields import Domain

from ...lib.authority.route import route
from ...lib.authority.route_facts import HOLDING, Known, RouteFacts, Whereabouts
from ...lib.inbound.facts import Named
from ...lib.inbound.place import resolve_place
from ...lib.inbound.resolution import Refused
from ...lib.inbound.touched import Touched, named_places, touched_by


class StockTowerInbox(models.Model):
    """Gathers what the routing of a batch is decided on: one query per kind of fact."""

    _inherit = "stock.tower.inbox"

    def _touch(self, company, deliveries):
        """Set `touched` of planned events; of unplanned ones, the warehouses named."""
        kept = []
        for delivery in deliveries:
            if delivery.lines:
                delivery.touched = touched_by(delivery.lines)
            else:
                kept.append(delivery)
        if kept:
            self._touch_named(company, kept)

    def _touch_named(self, company, deliveries):
        named = Named()
        for delivery in deliveries:
            named.add(delivery.event, delivery.sender.id)
        facts = self.with_company(company)._facts(company, named)
        for delivery in deliveries:
            sender = delivery.sender
            words = facts.as_named_by(sender.id, delivery.happened_at)
            try:
                for path, place in named_places(delivery.event):
                    warehouse, _bin = resolve_place(place, None, path, sender, words)
                    delivery.touched.append(Touched(path, warehouse.id, None))
            except Refused as refused:
                delivery.refusal = refused.refusal

    def _route_facts(self, deliveries, now):
        """Return the `RouteFacts` of planned events, and set who `follows` whom."""
        if not deliveries:
            return RouteFacts()
        partner_ids = {one.sender.id for one in deliveries}
        company_ids = {one.sender.company_id for one in deliveries}
        counts, places = self._known_counts(deliveries)
        facts = RouteFacts(
            flows=self.env["stock.tower.flow"]._by_warehouse(partner_ids),
            authority=self.env["stock.tower.authority"]._by_company(company_ids),
            counts=counts,
            places=places,
            keys=self._known_keys(deliveries),
            events=self._known_events(deliveries),
            backlog=self._backlog(partner_ids),
            warehouses=self._warehouse_names(company_ids),
        )
        for delivery in deliveries:
            key = (delivery.sender.id, delivery.business_key)
            if key in facts.keys and not delivery.is_correction:
                delivery.follows = True
        return facts

    def _route(self, deliveries, facts, now, is_due):
        for delivery in deliveries:
            decision = route(delivery, facts, now, is_due)
            delivery.refusal = decision.refusal
            delivery.record = decision.record
            delivery.wait_until = decision.wait_until
            delivery.flow_id = decision.flow_id
            delivery.is_late = decision.is_late
            if delivery.wait_until:
                facts.queue(delivery)

    def _known_counts(self, deliveries):
        """Return `counts` and `places` of `RouteFacts`. Only counts that one of the
        events may be in: as a rule everything has happened since the last one."""
        keys = {key for one in deliveries for each in one.touched for key in each.keys}
        if not keys:
            return {}, {}
        self.env.cr.execute(
            """SELECT anchor.product_id, lot.name, anchor.owner_id, anchor.location_id,
                      anchor.counted_at
                 FROM stock_tower_count_anchor anchor
                 LEFT JOIN stock_lot lot ON lot.id = anchor.lot_id
                WHERE anchor.product_id = ANY(%s) AND anchor.counted_at >= %s""",
            [
                list({key[0] for key in keys}),
                min(one.happened_at for one in deliveries),
            ],
        )
        counts = {}
        for *figure, location_id, moment in self.env.cr.fetchall():
            counts.setdefault(tuple(figure), {})[location_id] = moment
        ids = {key[1] for key in keys}.union(*counts.values())
        places = {
            each.id: Whereabouts(
                path=tuple(map(int, each.parent_path.split("/")[:-1])),
                location_class=each.tower_effective_state or "available",
                name=each.complete_name,
            )
            for each in self.env["stock.location"].browse(ids)
        }
        return counts, places

    def _known_keys(self, deliveries):
        """Return dict (partner id, business key) -> `Known` event that has used it."""
        self.env.cr.execute(
            """SELECT partner_id, business_key, event_id, state, outcome->>'at'
                 FROM stock_tower_inbox
                WHERE (partner_id, business_key) IN %s
                  AND state IN %s AND NOT is_correction""",
            [
                tuple((one.sender.id, one.business_key) for one in deliveries),
                HOLDING,
            ],
        )
        return {
            (partner, key): Known(event_id, state, at)
            for partner, key, event_id, state, at in self.env.cr.fetchall()
        }

    def _known_events(self, deliveries):
        """Return dict (partner id, event id) -> `Known`, of those to be corrected."""
        wanted = {
            (one.sender.source, event_id)
            for one in deliveries
            for event_id in one.corrects
        }
        if not wanted:
            return {}
        self.env.cr.execute(
            """SELECT partner_id, event_id, state, outcome->>'at'
                 FROM stock_tower_inbox
                WHERE (source, event_id) IN %s
                  AND code IS DISTINCT FROM 'id_conflict'""",
            [tuple(wanted)],
        )
        return {
            (partner, event_id): Known(event_id, state, at)
            for partner, event_id, state, at in self.env.cr.fetchall()
        }

    def _backlog(self, partner_ids):
        """Return dict (partner id, warehouse id) -> when the last event waiting there
        is due; one that has failed and waits for its next try holds up nobody."""
        self.env.cr.execute(
            """SELECT inbox.partner_id, place.id::integer, max(inbox.due_at)
                 FROM stock_tower_inbox inbox,
                      jsonb_array_elements_text(inbox.waits_at) place (id)
                WHERE inbox.state = 'waiting' AND inbox.attempts = 0
                  AND inbox.partner_id IN %s
                GROUP BY inbox.partner_id, place.id""",
            [tuple(partner_ids)],
        )
        return {(partner, place): due for partner, place, due in self.env.cr.fetchall()}

    def _warehouse_names(self, company_ids):
        """Return dict warehouse id -> (code, time zone)."""
        warehouses = self.env["stock.warehouse"].search(
            Domain("company_id", "in", list(company_ids)),
        )
        return {each.id: (each.code, each._tower_zone()) for each in warehouses}
