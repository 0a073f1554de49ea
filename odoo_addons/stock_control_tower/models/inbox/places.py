from odoo import models

from ...lib.inbound.facts import LocationState, Owner


class StockTowerInbox(models.Model):
    """Adds to the facts of a batch where stock of a state is, and whose it is."""

    _inherit = "stock.tower.inbox"

    def _facts(self, company, named):
        facts = super()._facts(company, named)
        ids = {one.id for group in facts.locations.values() for one in group}
        for location in self.env["stock.location"].browse(ids):
            facts.location_states[location.id] = LocationState(
                location.complete_name, location.tower_effective_state or None
            )
        warehouses = self.env["stock.warehouse"].browse(
            one.id for one in facts.warehouses.values()
        )
        for warehouse in warehouses:
            facts.view_locations[warehouse.id] = warehouse.view_location_id.id
        facts.state_locations = self._state_locations(warehouses)
        transit = company.with_context(active_test=False).internal_transit_location_id
        facts.transit_id = transit.id or None
        if unknown := named.warehouses - set(facts.warehouses):
            facts.foreign_warehouses = set(
                self.env["stock.warehouse"]
                .search(
                    [("code", "in", list(unknown)), ("company_id", "!=", company.id)]
                )
                .mapped("code")
            )
        if named.owners:
            facts.owners = self._named_owners(company, named.owners)
        if named.lots:
            facts.held_lots = self._held_lots(facts, named.lots)
        return facts

    def _state_locations(self, warehouses):
        """Return dict (warehouse id, state) -> the first location of that class."""
        found = self.env["stock.location"]._read_group(
            [
                ("warehouse_id", "in", warehouses.ids),
                ("usage", "=", "internal"),
                ("tower_effective_state", "not in", [False, "available"]),
            ],
            ["warehouse_id", "tower_effective_state"],
            ["parent_path:array_agg", "id:array_agg"],
        )
        return {
            (warehouse.id, state): min(zip(paths, ids, strict=True))[1]
            for warehouse, state, paths, ids in found
        }

    def _named_owners(self, company, names):
        domain = [
            "|",
            ("ref", "in", list(names)),
            ("name", "in", list(names)),
            ("company_id", "in", [False, company.id]),
        ]
        owners = {}
        for partner in self.env["res.partner"].search(domain):
            own = partner == company.partner_id
            fact = Owner(partner.id, partner.name, partner.ref or None, own)
            for name in {fact.name, fact.ref} & names:
                owners.setdefault(name, []).append(fact)
        return owners

    def _held_lots(self, facts, names):
        """Return those of the known lots whose stock counts as quarantined."""
        held = self.env["stock.lot"].search(
            [
                ("name", "in", list(names)),
                ("product_id", "in", list({product for product, _name in facts.lots})),
                "|",
                ("tower_hold", "=", True),
                ("tower_expired", "=", True),
            ]
        )
        return {(lot.product_id.id, lot.name) for lot in held} & facts.lots

    def _look_ahead(self, delivery, facts):
        """Let later events of the batch count on what this one brings about."""
        for line in delivery.lines:
            named = {(line.product_id, name) for name, _quantity in line.lots if name}
            facts.lots |= named
            if delivery.kind == "quality_hold_placed" and not line.target.bin:
                facts.held_lots |= named
            elif delivery.kind == "quality_hold_released":
                facts.held_lots -= named
