from odoo import api, fields, models
from odoo.exceptions import ValidationError

_POLICIES = (
    "over_policy",
    "over_tolerance",
    "unreferenced_policy",
    "lot_policy",
    "negative_policy",
)


class StockTowerPartner(models.Model):
    """What is done where a partner's event and Odoo's documents do not fit."""

    _inherit = "stock.tower.partner"

    over_policy = fields.Selection(
        [("accept", "Book it"), ("refuse", "Refuse the event")],
        "More than ordered",
        default="accept",
        required=True,
        help="What happens when more arrives or leaves than the document asks for.",
    )
    over_tolerance = fields.Float(
        "Tolerance (%)",
        digits=(5, 2),
        help="How much more than ordered is booked before an event is refused.",
    )
    unreferenced_policy = fields.Selection(
        [("create", "Make a new document"), ("park", "Refuse, for a person to decide")],
        "Without a document",
        default="create",
        required=True,
        help="What happens to an event whose references name no document of Odoo. "
        "Goods that were picked or packed never make one: they belong to the only "
        "transfer that is open for them, or the event is refused.",
    )
    lot_policy = fields.Selection(
        [("create", "Create them"), ("refuse", "Refuse the event")],
        "Unknown lots and serials",
        default="create",
        required=True,
        help="New numbers are created only where the operation type of the warehouse "
        "creates lots, too.",
    )
    negative_policy = fields.Selection(
        [("allow", "Book it, stock goes negative"), ("refuse", "Refuse the event")],
        "More than there is",
        default="allow",
        required=True,
        help="What has left has left: negative stock is a finding to look into. Refuse "
        "only where the partner would correct its own figures.",
    )

    @api.constrains("over_tolerance")
    def _check_over_tolerance(self):
        for partner in self:
            if not 0 <= partner.over_tolerance <= 100:
                raise ValidationError(
                    self.env._(
                        "A tolerance of %s %% is not possible: give 0 to 100.",
                        partner.over_tolerance,
                    )
                )

    def _sender_policies(self):
        """Return what `Sender` needs to know of this partner's policies."""
        self.ensure_one()
        policies = {name: self[name] for name in _POLICIES}
        return policies | {"owner_ids": frozenset(self.owner_id.ids)}
