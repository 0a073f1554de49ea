from odoo import models
from odoo.fields import Domain

from ...lib.gs1 import gtin14
from ...lib.inbound.facts import Facts, Location, Named, Product, Unit, Warehouse
from ...lib.inbound.plan import plan_event
from ...lib.inbound.screening import event_time
from ...lib.quantities import exact_factor


class StockTowerInbox(models.Model):
    """Looks up what a batch names, one query per model, and lets `lib` decide."""

    _inherit = "stock.tower.inbox"

    def _plan_company(self, company, deliveries):
        """Set `lines` or `refusal` of events that belong to one company."""
        named = Named()
        for delivery in deliveries:
            named.add(delivery.event, delivery.sender.id)
        facts = self.with_company(company)._facts(company, named)
        known_lots = frozenset(facts.lots)
        for delivery in deliveries:
            event, sender = delivery.event, delivery.sender
            words = facts.as_named_by(sender.id, event_time(event))
            plan = plan_event(event, delivery.kind, sender, words)
            if isinstance(plan, list):
                delivery.lines = plan
                delivery.borrows_lots = any(
                    name and (line.product_id, name) not in known_lots
                    for line in plan
                    if not line.creates_lots
                    for name, _quantity in line.lots
                )
                self._look_ahead(delivery, facts)
            else:
                delivery.refusal = plan

    def _facts(self, company, named):
        mappings = self._named_mappings(named)
        packs = self._named_packs(company, named)
        products = self._named_products(company, named, mappings, packs)
        facts = Facts(
            warehouses=self._company_warehouses(company),
            locations=self._named_locations(company, named, mappings),
            mappings=mappings.of(None, None),
            quantity_digits=self.env["decimal.precision"].precision_get("Product Unit"),
        )
        for unit in self._named_units(named, mappings, packs):
            fact = facts.units_by_id[unit.id] = _unit(unit)
            facts.units.setdefault(fact.code, []).append(fact)
            facts.units_by_name.setdefault(fact.name, []).append(fact)
        kits = self._kit_components(company, products)
        for product in products:
            fact = facts.products_by_id[product.id] = _product(product, kits)
            if fact.sku:
                facts.products_by_sku.setdefault(fact.sku, []).append(fact)
            if fact.barcode:
                key = gtin14(fact.barcode)
                facts.products_by_gtin.setdefault(key, []).append(fact)
        self._add_packs(facts, packs)
        facts.lots = set(self._named_lots(company, products, named.lots))
        return facts

    def _named_products(self, company, named, mappings, packs):
        ids = {one.product_id for one in mappings.items()} | set(packs.product_id.ids)
        names = (
            Domain("default_code", "in", list(named.skus))
            | Domain("barcode", "in", list(named.gtins))
            | Domain("id", "in", list(ids))
        )
        return self.env["product.product"].search(_own(company) & names)

    def _named_units(self, named, mappings, packs):
        """Units by code or name; archived ones too, since their factors hold."""
        ids = {one.unit_id for one in mappings.units()} | set(packs.uom_id.ids)
        names = (
            Domain("unece_code", "in", list(named.units))
            | Domain("name", "in", list(named.unit_names))
            | Domain("id", "in", list(ids - {None}))
        )
        return (
            self.env["uom.uom"]
            .with_context(active_test=False)
            .search(names, order="active desc, id")
        )

    def _company_warehouses(self, company):
        warehouses = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)]
        )
        return {
            warehouse.code: Warehouse(
                id=warehouse.id,
                code=warehouse.code,
                stock_id=warehouse.lot_stock_id.id,
                view_path=warehouse.view_location_id.parent_path,
                creates_lots=warehouse.in_type_id.use_create_lots,
            )
            for warehouse in warehouses
        }

    def _named_locations(self, company, named, mappings):
        bins = list(named.bins)
        mapped = {one.location_id for one in mappings.locations()} - {None}
        names = (
            Domain("barcode", "in", bins)
            | Domain("complete_name", "in", bins)
            | Domain("name", "in", bins)
            | Domain("id", "in", list(mapped))
        )
        result = {}
        for location in self.env["stock.location"].search(_own(company) & names):
            fact = Location(
                id=location.id,
                name=location.name,
                full_name=location.complete_name,
                barcode=location.barcode or None,
                usage=location.usage,
                path=location.parent_path,
            )
            for name in {fact.barcode, fact.full_name, fact.name} & named.bins:
                result.setdefault(name, []).append(fact)
            if fact.id in mapped:
                result[fact.id] = [fact]
        return result

    def _named_lots(self, company, products, names):
        """Return dict (product id, lot name) -> `stock.lot`."""
        if not names or not products:
            return {}
        lots = self.env["stock.lot"].search(
            _own(company)
            & Domain("product_id", "in", products.ids)
            & Domain("name", "in", list(names))
        )
        return {(lot.product_id.id, lot.name): lot for lot in lots}


def _own(company):
    return Domain("company_id", "in", [False, company.id])


def _unit(unit):
    return Unit(
        id=unit.id,
        name=unit.name,
        code=unit.unece_code or None,
        factor=exact_factor(_relative_factors(unit)),
        family=unit.parent_path.split("/")[0],
    )


def _relative_factors(unit):
    while unit:
        yield unit.relative_factor
        unit = unit.relative_uom_id


def _product(product, kits):
    return Product(
        id=product.id,
        name=product.display_name,
        sku=product.default_code or None,
        barcode=product.barcode or None,
        tracking=product.tracking,
        storable=product.is_storable,
        unit=_unit(product.uom_id),
        components=kits.get(product.id, ()),
    )
