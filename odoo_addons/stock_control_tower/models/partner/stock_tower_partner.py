import re

from odoo import _, api, fields, models
from odoo.exceptions import ValidationError

from ...lib.inbound.screening import Sender

_CODE = re.compile(r"^[a-z0-9][a-z0-9-]{0,30}$")
_SOURCE = re.compile(r"^[A-Za-z0-9:/?#@!$&'()*+,;=._~%-]{1,200}$")


class StockTowerPartner(models.Model):
    """A system outside Odoo that reports stock movements."""

    _name = "stock.tower.partner"
    _description = "Stock event partner"
    _check_company_auto = True
    _order = "code"

    code = fields.Char(
        required=True,
        help="First word of the partner's routing keys, for example wms.",
    )
    name = fields.Char(required=True)
    system = fields.Selection(
        [
            ("erp", "ERP"),
            ("wms", "Warehouse system"),
            ("3pl", "Logistics provider (3PL)"),
            ("marketplace", "Marketplace"),
            ("carrier", "Carrier"),
            ("edi", "EDI partner"),
            ("other", "Other"),
        ],
        default="other",
        required=True,
        help="What kind of system reports. Nothing is decided by it.",
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Contact",
        ondelete="restrict",
        help="Whom to ask when its figures and Odoo's differ.",
    )
    owner_id = fields.Many2one(
        "res.partner",
        string="Owner",
        ondelete="restrict",
        help="Whose stock the partner's lines may name as owner. Empty: any owner that "
        "Odoo knows by reference or name. Lines that name none are the company's own.",
    )
    source = fields.Char(
        required=True,
        help="The only CloudEvents source that the partner's events may carry.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    warehouse_ids = fields.Many2many(
        "stock.warehouse",
        string="Warehouses",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
        help="Warehouses that the partner may report on. Empty: all of the company.",
    )
    active = fields.Boolean(default=True)
    inbox_count = fields.Integer(compute="_compute_inbox_count")

    _code_unique = models.Constraint("UNIQUE(code)", "This partner code is taken.")
    _source_unique = models.Constraint(
        "UNIQUE(source)",
        "Another partner has this source. Identity of events is (source, id), so "
        "each partner needs a source of its own.",
    )

    @api.depends()
    def _compute_inbox_count(self):
        counts = dict(
            self.env["stock.tower.inbox"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.inbox_count = counts.get(partner, 0)

    @api.constrains("code", "source")
    def _check_code_and_source(self):
        for partner in self:
            if not _CODE.match(partner.code) or partner.code == "odoo":
                raise ValidationError(
                    _(
                        "'%s' cannot be a partner code: use lower-case letters, "
                        "digits and dashes (31 at most); 'odoo' is taken.",
                        partner.code,
                    )
                )
            if not _SOURCE.match(partner.source):
                raise ValidationError(
                    _(
                        "'%s' cannot be a source: it must be a URI of at most 200 "
                        "characters, for example urn:acme:wms.",
                        partner.source,
                    )
                )

    def action_open_inbox(self):
        """Open the events of this partner."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock_control_tower.action_stock_tower_inbox"
        )
        return {**action, "domain": [("partner_id", "=", self.id)], "context": {}}

    def _senders(self, codes):
        """Return dict code -> `Sender` of the active partners among `codes`."""
        partners = self.search([("code", "in", list(codes))])
        return {partner.code: partner._sender() for partner in partners}

    def _sender(self):
        self.ensure_one()
        return Sender(
            id=self.id,
            code=self.code,
            source=self.source,
            company_id=self.company_id.id,
            warehouse_ids=frozenset(self.warehouse_ids.ids),
            **self._sender_policies(),
        )
