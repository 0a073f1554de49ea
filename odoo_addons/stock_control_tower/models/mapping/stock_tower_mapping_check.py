from collections import Counter
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.mapping.mapping_preview import LOCATION, PRODUCT, QUANTITY, differences
from .stock_tower_mapping_import import read_file

MAX_EVENTS = 2_000  # some seconds of planning
_MAX_LINES = 5_000


class StockTowerMappingCheck(models.TransientModel):
    """Reads a partner's stored events again, with the mappings as they are or as a
    file would make them, and says what would be otherwise. Moves no stock."""

    _name = "stock.tower.mapping.check"
    _description = "Check mappings against past events"

    partner_id = fields.Many2one("stock.tower.partner", required=True)
    days = fields.Integer(
        default=30, required=True, help="Events received in the last so many days."
    )
    file = fields.Binary(
        "CSV file",
        attachment=False,
        help="The changes to try, as for an import. Empty: the mappings as they are, "
        "compared with what became of the events at the time.",
    )
    file_name = fields.Char()
    state = fields.Selection([("new", "New"), ("checked", "Checked")], default="new")
    line_ids = fields.One2many("stock.tower.mapping.check.line", "check_id")
    checked_count = fields.Integer("Events read again", readonly=True)
    unread_count = fields.Integer(
        "Not readable",
        readonly=True,
        help="Messages that were no event of the partner's, or of no kind that is "
        "applied.",
    )
    older_count = fields.Integer(
        "Left out", readonly=True, help=f"Only the newest {MAX_EVENTS} are read again."
    )
    resolvable_count = fields.Integer("No longer refused", readonly=True)
    refused_count = fields.Integer("Would be refused", readonly=True)
    changed_count = fields.Integer("Otherwise understood", readonly=True)
    file_error_count = fields.Integer("Rows with errors", readonly=True)

    @api.depends("partner_id")
    def _compute_display_name(self):
        for check in self:
            check.display_name = self.env._(
                "Check of %s's mappings", check.partner_id.display_name or "?"
            )

    @api.constrains("days")
    def _check_days(self):
        for check in self:
            if not 1 <= check.days <= 3660:
                raise UserError(self.env._("Give a number of days from 1 to 3660."))

    def action_check(self):
        self.ensure_one()
        self.partner_id.check_access("read")
        if not self.partner_id.active:
            raise UserError(
                self.env._(
                    "%s is archived: none of its events would be taken. Unarchive it "
                    "first.",
                    self.partner_id.display_name,
                )
            )
        rows = self._events()
        before, after, errors = self._before_and_after(rows)
        lines, counts = [], Counter()
        for row in rows:
            if row.id in before and row.id in after:
                found = differences(before[row.id], after[row.id])
                counts.update({each.what for each in found})
                counts["otherwise"] += any(each.what in _SAYS for each in found)
                lines += [(row, each) for each in found]
        self.env["stock.tower.mapping.check.line"].search(
            [("check_id", "=", self.id)]
        ).unlink()
        self.env["stock.tower.mapping.check.line"].create(self._line_vals(lines))
        self.write(
            {
                "state": "checked",
                "checked_count": len(after),
                "unread_count": len(rows) - len(after),
                "resolvable_count": counts["resolvable"],
                "refused_count": counts["refused"],
                "changed_count": counts["otherwise"],
                "file_error_count": errors,
            }
        )
        return True

    def _events(self):
        """The partner's events, as the system sees them, newest first."""
        Inbox = self.env["stock.tower.inbox"].sudo()
        domain = [
            ("partner_id", "=", self.partner_id.id),
            ("code", "!=", "id_conflict"),
            ("received_at", ">=", fields.Datetime.now() - timedelta(days=self.days)),
        ]
        rows = Inbox.search(domain, order="id desc", limit=MAX_EVENTS)
        self.older_count = Inbox.search_count(domain) - len(rows)
        return rows

    def _before_and_after(self, rows):
        """Return (dict id -> `Understood`, the same afterwards, errors of the file)."""
        if not self.file:
            return rows._understood(), rows._replan(), 0
        table, changes = read_file(self)
        before, after = rows._replan(), {}
        result = self.env[f"stock.tower.{table}.mapping"]._import(
            self.partner_id,
            changes,
            dry_run=True,
            then=lambda: after.update(rows._replan()),
        )
        return before, after, sum(change.status == "error" for change in result)

    def _line_vals(self, found):
        names = self._spoken()
        return [
            {
                "check_id": self.id,
                "inbox_id": row.id,
                "line_id": each.line_id,
                "what": each.what,
                "before": names(each.what, each.before),
                "after": names(each.what, each.after),
            }
            for row, each in found[:_MAX_LINES]
        ]

    def _spoken(self):
        """Return a function (what, value) -> the value as a person reads it."""
        Product = self.env["product.product"].sudo().with_context(active_test=False)
        Location = self.env["stock.location"].sudo()

        def product(product_id):
            return Product.browse(product_id).display_name

        def quantity(value):
            product_id, number = value
            return f"{number:f} {Product.browse(product_id).uom_id.name}"

        def location(places):
            names = [
                Location.browse(place).complete_name if place else self.env._("outside")
                for place in places
            ]
            return " → ".join(names)

        spoken = {PRODUCT: product, QUANTITY: quantity, LOCATION: location}
        return lambda what, value: value and spoken.get(what, str)(value)


_SAYS = (PRODUCT, QUANTITY, LOCATION)
