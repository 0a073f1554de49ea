from odoo import fields, models

from ...lib.outcome import missing_data


class StockTowerSourceGap(models.Model):
    """A gap that stays open belongs to the exception of its source."""

    _inherit = "stock.tower.source.gap"

    exception_id = fields.Many2one(
        "stock.tower.exception",
        "Grouped in",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    requested_at = fields.Datetime(
        "Asked for", readonly=True, help="When the partner was last asked for them."
    )

    def action_request(self):
        """Ask the partner, by an outcome, to send the missing events again."""
        self.env["stock.tower.exception"]._check_operator()
        self.check_access("read")
        gaps = self.sudo().filtered(lambda gap: gap.state == "open")
        self.env["stock.tower.outbox"].sudo()._emit_outcomes(
            [
                {
                    "data": missing_data(
                        gap.source, gap.first_number, gap.last_number, gap.missing
                    ),
                    "partner_id": gap.partner_id.id,
                    "company_id": gap.company_id.id,
                }
                for gap in gaps
            ]
        )
        gaps.requested_at = fields.Datetime.now()
        for gap in gaps:
            gap.exception_id._log(
                "request", f"{gap.first_number}–{gap.last_number} ({gap.missing})"
            )
        return True
