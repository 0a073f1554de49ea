from odoo import fields, models


class StockTowerPartner(models.Model):
    _name = "stock.tower.partner"
    _description = "Stock event partner"
    _order = "code"

    code = fields.Char(required=True)
    name = fields.Char(required=True)
    source = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    warehouse_ids = fields.Many2many("stock.warehouse")
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE(code)", "This partner code is taken.")
