from datetime import timedelta

from odoo import fields, models

from ...lib.mapping.mapping_preview import WORD_CODES

MAPPING_MODELS = (
    "stock.tower.item.mapping",
    "stock.tower.location.mapping",
    "stock.tower.unit.mapping",
)
RECENT = timedelta(days=30)


class StockTowerPartner(models.Model):
    """What a partner's words mean, and how much of what it says is understood."""

    _inherit = "stock.tower.partner"

    item_mapping_ids = fields.One2many("stock.tower.item.mapping", "partner_id")
    location_mapping_ids = fields.One2many("stock.tower.location.mapping", "partner_id")
    unit_mapping_ids = fields.One2many("stock.tower.unit.mapping", "partner_id")
    mapping_version = fields.Integer(
        "Changes of mappings", readonly=True, copy=False, help="Grows with each change."
    )
    item_mapping_count = fields.Integer(compute="_compute_mapping_counts")
    location_mapping_count = fields.Integer(compute="_compute_mapping_counts")
    unit_mapping_count = fields.Integer(compute="_compute_mapping_counts")
    not_understood_count = fields.Integer(
        "Not understood",
        compute="_compute_not_understood_count",
        help="Events of the last 30 days that were refused for an item, a place or a "
        "unit that Odoo could not tell.",
    )

    def _compute_mapping_counts(self):
        for model in MAPPING_MODELS:
            counts = dict(
                self.env[model]._read_group(
                    [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
                )
            )
            name = model.split(".")[2] + "_mapping_count"
            for partner in self:
                partner[name] = counts.get(partner, 0)

    def _not_understood_domain(self):
        return [
            ("partner_id", "in", self.ids),
            ("state", "=", "refused"),
            ("code", "in", WORD_CODES),
            ("received_at", ">=", fields.Datetime.now() - RECENT),
        ]

    def _compute_not_understood_count(self):
        counts = dict(
            self.env["stock.tower.inbox"]._read_group(
                self._not_understood_domain(), ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.not_understood_count = counts.get(partner, 0)

    def action_open_item_mappings(self):
        return self._open_mappings("item")

    def action_open_location_mappings(self):
        return self._open_mappings("location")

    def action_open_unit_mappings(self):
        return self._open_mappings("unit")

    def _open_mappings(self, table):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"stock_control_tower.action_stock_tower_{table}_mapping"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }

    def action_open_not_understood(self):
        """Open the events of the last 30 days that a mapping may put right."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock_control_tower.action_stock_tower_inbox"
        )
        return {**action, "domain": self._not_understood_domain(), "context": {}}

    def action_import_mappings(self):
        """Open the dialog that takes in a CSV file."""
        return self._open_dialog(
            "stock.tower.mapping.import", self.env._("Import mappings")
        )

    def action_export_mappings(self):
        """Write the tables as CSV and offer the files."""
        self.ensure_one()
        export = self.env["stock.tower.mapping.export"].create({"partner_id": self.id})
        export._fill()
        title = self.env._("Export mappings")
        return self._open_dialog(export._name, title) | {"res_id": export.id}

    def action_check_mappings(self):
        """Read past events again, with the mappings or with a file of changes."""
        title = self.env._("Check mappings")
        action = self._open_dialog("stock.tower.mapping.check", title)
        return action | {"target": "current"}

    def action_open_coverage(self):
        """List the words of the partner's events, and what Odoo makes of them."""
        self.ensure_one()
        return self.env["stock.tower.mapping.coverage"]._open(self)

    def _open_dialog(self, model, title):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_id": self.id},
        }
