from odoo import models

_POLICIES = (
    "over_policy",
    "over_tolerance",
    "unreferenced_policy",
    "lot_policy",
    "negative_policy",
)


class StockTowerPartner(models.Model):
    _inherit = "stock.tower.partner"

    def _sender_policies(self):
        """Return what `Sender` needs to know of this partner's policies."""
        self.ensure_one()
        policies = {name: self[name] for name in _POLICIES if name in self._fields}
        if "owner_ids" in self._fields:
            policies["owner_ids"] = frozenset(self.owner_ids.ids)
        return policies
