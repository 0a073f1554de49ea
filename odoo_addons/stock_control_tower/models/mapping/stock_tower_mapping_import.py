import base64
import binascii
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.mapping.mapping_csv import MAX_BYTES, Unreadable, read, write_rows

_REPORT = ("number", "word", "status", "reason", "remedy")


class StockTowerMappingImport(models.TransientModel):
    """Takes in a CSV file of a partner's mappings, and says what became of each row."""

    _name = "stock.tower.mapping.import"
    _description = "Import mappings"

    partner_id = fields.Many2one("stock.tower.partner", required=True)
    file = fields.Binary(
        "CSV file",
        attachment=False,
        help="UTF-8, separated by commas or semicolons; at most 5 MB and 50,000 rows. "
        "Its header tells which table it is for; export the tables to see them.",
    )
    file_name = fields.Char()
    all_or_nothing = fields.Boolean(
        "All or nothing",
        help="Off: the rows without errors are imported. On: one error keeps every row "
        "out.",
    )
    state = fields.Selection(
        [("new", "New"), ("tried", "Tried"), ("imported", "Imported")], default="new"
    )
    table = fields.Selection(
        [
            ("item", "Item mappings"),
            ("location", "Location mappings"),
            ("unit", "Unit mappings"),
        ],
        readonly=True,
    )
    line_ids = fields.One2many("stock.tower.mapping.import.line", "import_id")
    objection_ids = fields.One2many(
        "stock.tower.mapping.import.line",
        "import_id",
        "Rows with errors",
        domain=[("status", "in", ("error", "skipped"))],
        readonly=True,
    )
    created_count = fields.Integer("Created", readonly=True)
    updated_count = fields.Integer("Updated", readonly=True)
    unchanged_count = fields.Integer("Unchanged", readonly=True)
    skipped_count = fields.Integer("Left out", readonly=True)
    error_count = fields.Integer("Errors", readonly=True)
    report = fields.Binary("Report", attachment=False, readonly=True)
    report_name = fields.Char(compute="_compute_report_name")

    @api.depends("file_name")
    def _compute_report_name(self):
        for one in self:
            name = (one.file_name or "mappings.csv").removesuffix(".csv")
            one.report_name = f"{name}-report.csv"

    def action_try(self):
        """Say what an import would do, and do nothing."""
        return self._run(dry_run=True)

    def action_import(self):
        return self._run(dry_run=False)

    def action_open_rows(self):
        """Every row of the file in a list."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Rows of %s", self.file_name or self.env._("the file")),
            "res_model": "stock.tower.mapping.import.line",
            "views": [(False, "list")],
            "domain": [("import_id", "=", self.id)],
        }

    def _run(self, dry_run):
        self.ensure_one()
        table, rows = read_file(self)
        changes = self.env[f"stock.tower.{table}.mapping"]._import(
            self.partner_id, rows, self.all_or_nothing, dry_run
        )
        counts = Counter(change.status for change in changes)
        lines = [{name: getattr(one, name) for name in _REPORT} for one in changes]
        self.env.cr.execute(  # unlink would write every id to the log
            "DELETE FROM stock_tower_mapping_import_line WHERE import_id = %s",
            [self.id],
        )
        self.invalidate_recordset(["line_ids", "objection_ids"])
        self.env["stock.tower.mapping.import.line"].create(
            [{"import_id": self.id, **line} for line in lines]
        )
        self.write(
            {
                "state": "tried" if dry_run else "imported",
                "table": table,
                "report": base64.b64encode(write_rows(_REPORT, lines)),
                **{
                    f"{status}_count": counts[status]
                    for status in (
                        "created",
                        "updated",
                        "unchanged",
                        "skipped",
                        "error",
                    )
                },
            }
        )
        return self._again()

    def _again(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import mappings"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }


def read_file(wizard):
    """Return (table, rows) of the CSV file that a wizard holds.

    :raise UserError: naming the file's fault and the remedy
    """
    try:
        encoded = wizard.with_context(bin_size=False).file or b""
        if len(encoded) > MAX_BYTES * 4 // 3 + 4:  # base64 of the most that is read
            raise Unreadable(
                f"The file is larger than {MAX_BYTES} bytes.",
                "Split it into several files.",
            )
        return read(base64.b64decode(encoded, validate=True))
    except binascii.Error:
        raise UserError(wizard.env._("The file did not arrive whole. Upload it again."))
    except Unreadable as fault:
        raise UserError(f"{fault.reason} {fault.remedy}")
