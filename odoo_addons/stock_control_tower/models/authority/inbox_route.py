from odoo import models
from odoo.fields import Domain

from ...lib.authority.route import route
from ...lib.authority.route_facts import HOLDING, Known, RouteFacts
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
        counts, paths = self._known_counts(deliveries)
        facts = RouteFacts(
            flows=self.env["stock.tower.flow"]._by_warehouse(partner_ids),
            authority=self.env["stock.tower.authority"]._by_company(company_ids),
            counts=counts,
            paths=paths,
            keys=self._known_keys(deliveries),
            events=self._known_events(deliveries),
            backlog=self._waiting_flows(partner_ids),
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

    def _known_counts(self, deliveries):
        """Return (dict key of `Touched` -> time of the last count, dict location id ->
        ids of itself and the locations around it)."""
        keys = {key for one in deliveries for each in one.touched for key in each.keys}
        if not keys:
            return {}, {}
        locations = self.env["stock.location"].browse({key[1] for key in keys})
        paths = {
            each.id: tuple(map(int, each.parent_path.split("/")[:-1]))
            for each in locations
        }
        self.env.cr.execute(
            """SELECT anchor.product_id, anchor.location_id, lot.name,
                      anchor.owner_id, anchor.counted_at
                 FROM stock_tower_count_anchor anchor
                 LEFT JOIN stock_lot lot ON lot.id = anchor.lot_id
                WHERE anchor.product_id = ANY(%s) AND anchor.location_id = ANY(%s)""",
            [
                list({key[0] for key in keys}),
                list({n for p in paths.values() for n in p}),
            ],
        )
        counts = {tuple(key): moment for *key, moment in self.env.cr.fetchall()}
        return counts, paths

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

    def _waiting_flows(self, partner_ids):
        """Return the ids of flows in which events wait for their time; one that has
        failed and waits for its next try holds up nobody."""
        self.env.cr.execute(
            """SELECT DISTINCT flow_id FROM stock_tower_inbox
                WHERE state = 'waiting' AND attempts = 0 AND partner_id IN %s""",
            [tuple(partner_ids)],
        )
        return {flow_id for (flow_id,) in self.env.cr.fetchall()}

    def _warehouse_names(self, company_ids):
        """Return dict warehouse id -> (code, time zone)."""
        warehouses = self.env["stock.warehouse"].search(
            Domain("company_id", "in", list(company_ids)),
        )
        return {each.id: (each.code, each._tower_zone()) for each in warehouses}
