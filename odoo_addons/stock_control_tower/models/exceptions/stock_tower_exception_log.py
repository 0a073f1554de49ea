from odoo import fields, models
from odoo.exceptions import UserError

from .stock_tower_exception import STATES

_ACTIONS = [
    ("came_back", "Came back"),
    ("nothing_open", "Nothing open any more"),
    ("got_worse", "Got worse"),
    ("acknowledge", "Acknowledged"),
    ("start", "Started"),
    ("wait", "Waiting"),
    ("snooze", "Snoozed until worse"),
    ("resolve", "Resolved"),
    ("owner", "Owner set"),
    ("retry", "Tried again"),
    ("edit", "Edited and tried again"),
    ("discard", "Discarded"),
    ("restore", "Taken up again"),
    ("bulk", "Bulk action"),
    ("dismiss", "Gap dismissed"),
    ("request", "Asked for again"),
    ("undo", "Taken back"),
]


class StockTowerExceptionLog(models.Model):
    """What people and the tower did about an exception. Rows are added, never
    changed."""

    _name = "stock.tower.exception.log"
    _description = "Step on an exception"
    _order = "id desc"
    _log_access = False
    _rec_name = "text"

    exception_id = fields.Many2one(
        "stock.tower.exception", readonly=True, ondelete="set null", index=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    exception_name = fields.Char(readonly=True, help="Outlives the exception.")
    at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    action = fields.Selection(_ACTIONS, readonly=True)
    text = fields.Char("What", readonly=True)
    state_from = fields.Selection(STATES, readonly=True)
    state_to = fields.Selection(STATES, readonly=True)
    owner_from_id = fields.Many2one("res.users", readonly=True, ondelete="set null")
    open_count = fields.Integer("Open events", readonly=True)
    inbox_id = fields.Many2one(
        "stock.tower.inbox", "Event", readonly=True, ondelete="set null"
    )

    def write(self, vals):
        raise UserError(self.env._("The log of exceptions is not changed."))

    def unlink(self):
        raise UserError(self.env._("The log of exceptions is not changed."))
