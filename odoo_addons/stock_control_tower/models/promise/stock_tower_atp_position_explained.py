from decimal import Decimal

from odoo import api, fields, models

# A product with more open transfers than that is explained by its sums.
MAX_SHOWN = 100


class StockTowerAtpPosition(models.Model):
    """Why that much can be promised: the terms of a row, and what is behind them."""

    _inherit = "stock.tower.atp.position"

    explanation = fields.Html(compute="_compute_explanation", sanitize=False)

    @api.depends("product_id", "warehouse_id")
    def _compute_explanation(self):
        atp = self.env["stock.tower.atp"]
        for row in self:
            explained = atp.explain(row.product_id.id, row.warehouse_id.id)
            row.explanation = self.env["ir.qweb"]._render(
                "stock_control_tower.atp_explanation",
                {
                    **explained,
                    "terms": self._shown(explained["terms"]),
                    "left_out": self._shown(explained["left_out"]),
                    "balance": explained["balance"][:MAX_SHOWN],
                    "receipts": self._receipts_that_count(explained),
                    "date": self._date,
                },
            )

    @api.model
    def _shown(self, lines):
        """The first lines, their documents linked; the rest as one sum."""
        moves = self.env["stock.move"].browse(
            line["move_id"] for line in lines[:MAX_SHOWN] if line["move_id"]
        )
        # The explanation names documents to viewers; the link says no more than they.
        pickings = {move.id: move.sudo().picking_id.id for move in moves}
        shown = [
            {**line, "picking_id": pickings.get(line["move_id"])}
            for line in lines[:MAX_SHOWN]
        ]
        if rest := lines[MAX_SHOWN:]:
            total = sum(Decimal(line["quantity"]) for line in rest)
            text = self.env._("%s more", len(rest))
            shown.append({"text": text, "quantity": f"{total:f}"})
        return shown

    @api.model
    def _receipts_that_count(self, explained):
        choices = self.env["stock.tower.atp.policy"]._fields["receipts"]
        return dict(choices._description_selection(self.env))[
            explained["policy"]["receipts"]
        ]

    @api.model
    def _date(self, day):
        return self.env["ir.qweb.field.date"].value_to_html(
            fields.Date.to_date(day), {}
        )

    def action_open_states(self):
        """The stock behind available and reserved."""
        self.ensure_one()
        states = self.env["stock.tower.state"]
        domain = [
            ("product_id", "=", self.product_id.id),
            ("warehouse_id", "=", self.warehouse_id.id),
        ]
        return states._window(self.env._("Stock of %s", self.display_name), domain)

    def action_open_policy(self):
        """The policies that may speak for this row, the one that does first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock_control_tower.action_stock_tower_atp_policy"
        )
        return {
            **action,
            "domain": [
                ("company_id", "=", self.company_id.id),
                ("product_id", "in", [False, self.product_id.id]),
                ("warehouse_id", "in", [False, self.warehouse_id.id]),
            ],
            "context": {
                "default_product_id": self.product_id.id,
                "default_warehouse_id": self.warehouse_id.id,
            },
        }

    def action_open_forecast(self):
        """Odoo's own forecast of the product here."""
        self.ensure_one()
        return self.product_id.with_context(
            warehouse_id=self.warehouse_id.id
        ).action_product_forecast_report()
