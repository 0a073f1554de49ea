from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# What happens at the dock and at the shelf: the kinds whose exceptions concern it.
SIDES = {
    "receiving": (
        "asn_received",
        "goods_received",
        "putaway_completed",
        "return_received",
        "return_inspected",
        "transfer_received",
    ),
    "picking": (
        "pick_confirmed",
        "packed",
        "shipment_dispatched",
        "shipment_voided",
        "transfer_dispatched",
    ),
}
# Open, and nobody has set them aside: the view "To do" of the Exceptions page.
TO_DO = ("new", "regressed", "acknowledged", "in_progress", "waiting")
MAX_CARDS = 2000


class StockTowerFloor(models.AbstractModel):
    """The tower on the floor: what stops receiving and picking, scans, and counts."""

    _name = "stock.tower.floor"
    _description = "Floor mode"

    @api.model
    def opening(self, warehouse_id=None):
        """What the first screen shows.

        :param warehouse_id: whose exceptions are counted; without it, or where the user
            does not see it, the first one
        :return: {at, warehouses: [{id, code, name}], warehouse_id or None, decimals,
            may_count, exceptions: {side: how many}}
        """
        self._check_user()
        warehouses = self.env["stock.tower.overview"]._warehouses()
        chosen = warehouses.filtered(lambda one: one.id == warehouse_id)
        chosen = chosen or warehouses[:1]
        return {
            "at": self._now(),
            "warehouses": [
                {"id": one.id, "code": one.code, "name": one.name} for one in warehouses
            ],
            "warehouse_id": chosen.id or None,
            "decimals": self.env["decimal.precision"].precision_get("Product Unit"),
            "may_count": self._may_count(),
            "exceptions": {
                side: self.env["stock.tower.exception"].search_count(
                    self._exception_domain(side, chosen)
                )
                for side in SIDES
            },
        }

    @api.model
    def exceptions(self, side, warehouse_id, limit=30):
        """What needs somebody on one side of a warehouse, worst first.

        :param side: receiving or picking
        :return: {at, count: of all, rows: at most `limit` of [{id, name, cause, remedy,
            severity, state, open_count, orders, last_seen}]}
        """
        self._check_user()
        warehouse = (
            self.env["stock.tower.overview"]
            ._warehouses()
            .filtered(lambda one: one.id == warehouse_id)
        )
        domain = self._exception_domain(side, warehouse)
        exceptions = self.env["stock.tower.exception"]
        rows = exceptions.search(domain, limit=max(1, min(int(limit), MAX_CARDS)))
        return {
            "at": self._now(),
            "count": exceptions.search_count(domain),
            "rows": [_card(one) for one in rows],
        }

    @api.model
    def _exception_domain(self, side, warehouse):
        """Those whose events name no warehouse that Odoo knows may be of any: they are
        shown in each."""
        return (
            Domain("state", "in", TO_DO)
            & Domain("sample_id.kind", "in", SIDES[side])
            & (
                Domain("warehouse_ids", "in", warehouse.ids)
                | Domain("warehouse_ids", "=", False)
            )
        )

    @api.model
    def _now(self):
        return fields.Datetime.now().isoformat() + "Z"

    @api.model
    def _may_count(self):
        return self.env.user.has_group("stock.group_stock_user")

    @api.model
    def _check_user(self):
        self.env["stock.tower.overview"]._check_viewer()

    @api.model
    def _check_counter(self):
        self._check_user()
        if not self._may_count():
            raise AccessError(
                self.env._(
                    "Counts are posted by inventory users. Ask an administrator for "
                    "the role Inventory / User."
                )
            )


def _card(one):
    return {
        "id": one.id,
        "name": one.name,
        "cause": one.cause or "",
        "remedy": one.remedy or "",
        "severity": one.severity,
        "state": one.state,
        "open_count": one.open_count,
        "orders": one.document_count,
        "last_seen": one.last_seen and one.last_seen.isoformat() + "Z",
    }
