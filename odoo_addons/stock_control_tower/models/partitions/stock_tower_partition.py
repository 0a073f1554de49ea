from odoo import api, fields, models

INTAKE = -1  # no lane: gives messages to the lanes in order of arrival


class StockTowerPartition(models.Model):
    """A lane of partners' events, or the intake that fills the lanes.

    The fence grows with each change of holder; what a former holder still sends is
    refused by it. A row changes with its holder only: taking in events locks it.
    """

    _name = "stock.tower.partition"
    _description = "Partition"
    _order = "number"

    number = fields.Integer(readonly=True, required=True)
    name = fields.Char(compute="_compute_name")
    sidecar_id = fields.Many2one(
        "stock.tower.sidecar", "Held by", readonly=True, ondelete="set null"
    )
    sidecar_state = fields.Selection(
        related="sidecar_id.member_state", string="Sidecar"
    )
    last_seen = fields.Datetime(related="sidecar_id.last_seen", string="Last heard of")
    events_brought = fields.Integer(related="sidecar_id.events_brought")
    breaker = fields.Selection(related="sidecar_id.breaker", string="Towards Odoo")
    fence = fields.Integer(
        "Fence", readonly=True, default=0, help="How often it changed hands."
    )
    taken_at = fields.Datetime("Held since", readonly=True)
    drain = fields.Integer(
        readonly=True,
        default=0,
        help="Of the intake: number of the drain under way, negative when it is over. "
        "Of a lane: the latest it has finished.",
    )
    is_drained = fields.Boolean("Drained", compute="_compute_is_drained")

    _number_unique = models.UniqueIndex("(number)")

    @api.depends("number")
    def _compute_name(self):
        for partition in self:
            partition.name = (
                self.env._("Intake")
                if partition.number == INTAKE
                else self.env._("Lane %s", partition.number)
            )

    @api.depends("drain", "number")
    def _compute_is_drained(self):
        intake = self.search([("number", "=", INTAKE)])
        for partition in self:
            partition.is_drained = bool(
                intake.drain > 0
                and partition.number != INTAKE
                and partition.drain == intake.drain
            )
