from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...lib.authority.authority import AuthorityRow
from ...lib.inbound.screening import PARTNER_KINDS


class StockTowerAuthority(models.Model):
    """Who is the system of record: a matrix of warehouse, kind of event and state.

    An empty column speaks for all. A row for the warehouse beats one for all
    warehouses; among those the kind decides, then the state. Without a row whoever
    reports is right.
    """

    _name = "stock.tower.authority"
    _description = "Authority over stock figures"
    _check_company_auto = True
    _order = "warehouse_id, kind, state, id"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        ondelete="cascade",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
        help="Empty: all warehouses.",
    )
    kind = fields.Selection(
        [(kind, kind.replace("_", " ").capitalize()) for kind in PARTNER_KINDS],
        help="Empty: all kinds of events.",
    )
    state = fields.Selection(
        [
            ("available", "Available"),
            ("reserved", "Reserved"),
            ("quarantined", "Quarantined"),
            ("damaged", "Damaged"),
            ("returned", "Returned"),
            ("in_transit", "In transit"),
        ],
        "Stock state",
        help="Empty: all states. An event that moves stock from one state to another "
        "needs the word of both.",
    )
    authority = fields.Selection(
        [("odoo", "Odoo"), ("partner", "Partner")],
        required=True,
        default="partner",
        help="Whose word counts. What others report is recorded and compared.",
    )
    partner_id = fields.Many2one(
        "stock.tower.partner",
        ondelete="cascade",
        domain="[('company_id', '=', company_id)]",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
    )

    warehouse_label = fields.Char("For warehouse", compute="_compute_labels")
    kind_label = fields.Char("For kind", compute="_compute_labels")
    state_label = fields.Char("For stock state", compute="_compute_labels")
    authority_label = fields.Char("Whose word counts", compute="_compute_labels")

    _one_each = models.UniqueIndex(
        "(company_id, COALESCE(warehouse_id, 0), COALESCE(kind, ''),"
        " COALESCE(state, ''))",
        "Somebody has authority over this warehouse, kind and state already.",
    )

    @api.depends("warehouse_id", "kind", "state", "partner_id")
    def _compute_labels(self):
        """The row in words: an empty column says that it is for all."""
        kinds, states = (
            dict(self._fields[name]._description_selection(self.env))
            for name in ("kind", "state")
        )
        for row in self:
            row.warehouse_label = row.warehouse_id.name or self.env._("All warehouses")
            row.kind_label = kinds.get(row.kind) or self.env._("All kinds")
            row.state_label = states.get(row.state) or self.env._("All states")
            row.authority_label = row.partner_id.name or "Odoo"

    @api.depends("warehouse_label", "kind_label", "state_label")
    def _compute_display_name(self):
        for row in self:
            words = (row.warehouse_label, row.kind_label, row.state_label)
            row.display_name = ", ".join(words)

    @api.depends("authority")
    def _compute_partner_id(self):
        for row in self:
            if row.authority == "odoo":
                row.partner_id = False

    @api.constrains("authority", "partner_id", "company_id")
    def _check_partner(self):
        for row in self:
            if row.authority == "partner" and not row.partner_id:
                raise ValidationError(
                    self.env._("Choose the partner whose word counts, or Odoo.")
                )
            if row.partner_id and row.partner_id.company_id != row.company_id:
                raise ValidationError(
                    self.env._(
                        "%(partner)s belongs to another company than this row.",
                        partner=row.partner_id.name,
                    )
                )

    @api.model
    def _by_company(self, company_ids):
        """Return dict company id -> list of `AuthorityRow`."""
        rows = {}
        for row in self.search([("company_id", "in", list(company_ids))]):
            rows.setdefault(row.company_id.id, []).append(
                AuthorityRow(
                    partner_id=row.partner_id.id or None,
                    name=row.partner_id.name or "Odoo",
                    warehouse_id=row.warehouse_id.id or None,
                    kind=row.kind or None,
                    state=row.state or None,
                )
            )
        return rows
