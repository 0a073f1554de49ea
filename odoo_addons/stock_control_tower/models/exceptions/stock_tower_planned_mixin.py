from odoo import api, models
from odoo.exceptions import UserError


class StockTowerPlannedMixin(models.AbstractModel):
    """What is chosen, planned, begun and then stands: edited as a draft only, by
    operators; the rest by its actions. `state` begins as `draft`."""

    _name = "stock.tower.planned.mixin"
    _description = "Planned, then begun"

    # What may still be changed after the draft.
    _LATE = ()

    @api.model_create_multi
    def create(self, vals_list):
        self.env["stock.tower.exception"]._check_operator()
        for vals in vals_list:
            self._check_fields(vals)
        return super().create(vals_list)

    def write(self, vals):
        """:raise UserError: what its actions set, or a choice after the draft"""
        self._check_fields(vals)
        late = vals.keys() - set(self._LATE)
        if not self.env.su and late:
            self._check_state("draft")
        return super().write(vals)

    def unlink(self):
        raise UserError(self.env._("What was begun is kept; cancel it instead."))

    def _check_fields(self, vals):
        if not self.env.su and any(self._fields[name].readonly for name in vals):
            raise UserError(
                self.env._("The state changes by the buttons, not by editing it.")
            )

    def _check_state(self, *states):
        """:raise UserError: when it is in no such state any more"""
        self.env["stock.tower.exception"]._check_operator()
        for one in self:
            if one.state not in states:
                raise UserError(
                    self.env._(
                        "%(name)s is %(state)s by now. Reload the page.",
                        name=one.display_name,
                        state=one.state,
                    )
                )
