from datetime import UTC, datetime, time, timedelta

import pytz
from odoo import api, fields, models
from odoo.exceptions import UserError

from .stock_tower_overview import LAG_HISTORY_MINUTES


class StockTowerOverview(models.AbstractModel):
    """A number is a link, and the list behind it has exactly that many rows:
    both come from the same domain."""

    _inherit = "stock.tower.overview"

    @api.model
    def action_list(self, name):
        """The list behind a tile.

        :param name: waiting, refused, conflicts, applied, gaps or lag
        """
        self._check_viewer()
        return self._window(
            self._list_title(name),
            self._list_model(name),
            self._list_domain(name),
        )

    @api.model
    def action_product_events(self, product_id):
        """The events that moved a product."""
        self._check_viewer()
        product = self.env["product.product"].browse(product_id)
        return self._window(
            self.env._("Stock events of %s", product.display_name),
            "stock.tower.outbox",
            [("product_id", "=", product.id)],
        )

    @api.model
    def action_states(self, product_id, warehouse_ids=None, figure="on_hand"):
        """The rows that a figure of the grid is the sum of.

        :param warehouse_ids: only these; empty means every warehouse
        :param figure: on_hand, available, reserved or held
        """
        self._check_viewer()
        states = self.env["stock.tower.state"]
        product = self.env["product.product"].browse(product_id)
        warehouses = self._chosen_warehouses(warehouse_ids)
        figures = {
            "on_hand": self.env._("On hand: %s", product.display_name),
            "available": self.env._("Available: %s", product.display_name),
            "reserved": self.env._("Reserved: %s", product.display_name),
            "held": self.env._("Held: %s", product.display_name),
        }
        domain = [
            ("product_id", "=", product.id),
            ("warehouse_id", "in", warehouses.ids),
            *states._own_stock(),
            *states._figure_domain(figure),
        ]
        return states._window(figures[figure], domain)

    @api.model
    def action_event(self, outbox_id, inbox_id=None):
        """One event; a refused one as it was received."""
        self._check_viewer()
        if inbox_id:
            return self._form("stock.tower.inbox", inbox_id)
        return self._form("stock.tower.outbox", outbox_id)

    @api.model
    def action_connect(self):
        """Where a first partner is set up."""
        self._check_viewer()
        return self._window(self.env._("Partners"), "stock.tower.partner", [])

    @api.model
    def _count_list(self, name):
        return self.env[self._list_model(name)].search_count(self._list_domain(name))

    @api.model
    def _list_model(self, name):
        models_by_list = {
            "waiting": "stock.tower.outbox",
            "refused": "stock.tower.inbox",
            "conflicts": "stock.tower.inbox",
            "applied": "stock.tower.inbox",
            "gaps": "stock.tower.source.gap",
            "lag": "stock.tower.publication",
        }
        if name not in models_by_list:
            raise UserError(
                self.env._(
                    "There is no list named %(name)s. Use one of: %(names)s.",
                    name=name,
                    names=", ".join(models_by_list),
                )
            )
        return models_by_list[name]

    @api.model
    def _list_domain(self, name):
        if name == "waiting":
            # Without a listener everything is still to be told.
            cursor = min(self._listening_cursors(), default=0)
            return ["|", ("sequence", "=", False), ("sequence", ">", cursor)]
        if name == "lag":
            start = fields.Datetime.now() - timedelta(minutes=LAG_HISTORY_MINUTES)
            return [("at", ">=", start)]
        if name == "gaps":
            return [("is_exception", "=", True)]
        state = {"refused": "refused", "conflicts": "conflict", "applied": "applied"}
        return [
            ("state", "=", state[name]),
            ("received_at", ">=", self._today_start()),
        ]

    @api.model
    def _list_title(self, name):
        return {
            "waiting": self.env._("Events waiting"),
            "refused": self.env._("Refused today"),
            "conflicts": self.env._("Conflicts today"),
            "applied": self.env._("Applied today"),
            "gaps": self.env._("Gaps in partners' sequences"),
            "lag": self.env._("Publications of the last minutes"),
        }[name]

    @api.model
    def _today_start(self):
        """Midnight in the user's time zone, as naive UTC."""
        zone = pytz.timezone(self.env.user.tz or "UTC")
        today = datetime.now(UTC).astimezone(zone).date()
        midnight = zone.localize(datetime.combine(today, time.min))
        return midnight.astimezone(pytz.utc).replace(tzinfo=None)

    @api.model
    def _window(self, title, model, domain):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [(False, "list"), (False, "form")],
            "domain": domain,
        }

    @api.model
    def _form(self, model, record_id):
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": record_id,
            "views": [(False, "form")],
        }
