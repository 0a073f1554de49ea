from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from .truth_page import iso


class StockTowerTruth(models.Model):
    """What the page needs to know beside its rows: the moment, warehouses, names."""

    _inherit = "stock.tower.truth"

    @api.model
    def opening(self, as_of=None):
        """What the page needs to know once.

        :param as_of: UTC time (ISO); what is answered from then on is as of `until`
        :raise UserError: for a time that has not come, or of which no events are kept
        """
        overview = self.env["stock.tower.overview"]
        overview._check_viewer()
        user = self.env.user
        begins = self._log_begins()
        return {
            "until": self._until(as_of),
            "begins": begins and iso(begins),
            "decimals": self.env["decimal.precision"].precision_get("Product Unit"),
            "warehouses": [
                {"id": warehouse.id, "code": warehouse.code, "name": warehouse.name}
                for warehouse in overview._warehouses()
            ],
            "lots": user.has_group("stock.group_production_lot"),
            "packages": user.has_group("stock.group_tracking_lot"),
            "owners": user.has_group("stock.group_tracking_owner"),
        }

    @api.model
    def product(self, product_id):
        """What a product is called, its reference and its unit."""
        self.env["stock.tower.overview"]._check_viewer()
        product = self.env["product.product"].browse(product_id)
        product.check_access("read")
        return self._product_facts(product.ids)[product_id]

    @api.model
    def _product_facts(self, product_ids):
        """Names are shown with the figures, whatever else of a product is hidden."""
        products = (
            self.env["product.product"]
            .sudo()
            .with_context(active_test=False, display_default_code=False)
            .browse(product_ids)
        )
        return {
            product.id: {
                "name": product.display_name,
                "sku": product.default_code or "",
                "uom": product.uom_id.name,
            }
            for product in products
        }

    @api.model
    def _log_begins(self):
        """Since when there is a log, its oldest part kept as a sum."""
        _sequence, since = self.env["stock.tower.state"]._horizon()
        first = self.env["stock.tower.outbox"].search_fetch(
            [("sequence", "!=", False)], ["numbered_at"], order="sequence", limit=1
        )
        return since or first.numbered_at

    @api.model
    def _until(self, as_of):
        """Event number of a moment as a decimal string; None for now."""
        if not as_of:
            return None
        moment = fields.Datetime.to_datetime(as_of.replace("T", " ").rstrip("Z")[:19])
        if moment > fields.Datetime.now():
            raise UserError(
                self.env._(
                    "%s has not come yet. Choose a time that has passed.",
                    format_datetime(self.env, moment),
                )
            )
        states = self.env["stock.tower.state"]
        until = states._sequence_at(moment)
        states._check_horizon(until)
        return str(until)
