from odoo import fields, models


class StockTowerMappingImportLine(models.TransientModel):
    """What became of one row of a file."""

    _name = "stock.tower.mapping.import.line"
    _description = "Row of a mapping import"
    _order = "number"
    _rec_name = "word"

    import_id = fields.Many2one(
        "stock.tower.mapping.import", required=True, ondelete="cascade", index=True
    )
    number = fields.Integer("Row", help="As a spreadsheet counts: the header is row 1.")
    word = fields.Char("Partner's word")
    status = fields.Selection(
        [
            ("created", "Created"),
            ("updated", "Updated"),
            ("unchanged", "Unchanged"),
            ("skipped", "Left out"),
            ("error", "Error"),
        ],
        required=True,
    )
    reason = fields.Char()
    remedy = fields.Char()
