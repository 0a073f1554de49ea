from datetime import timedelta

from markupsafe import Markup
from odoo import fields, models

from ...lib.mapping.mapping_coverage import Word, cover, named_by
from ..ledger.sql import statement

_DAYS = 30
_MAX_EVENTS = 20_000
_MAX_WORDS = 5_000
_WORDS = statement("mapping_words")
_DOUBTFUL = ("unknown", "partly")


class StockTowerMappingCoverage(models.TransientModel):
    """A word that a partner's recent events use, and what Odoo makes of it now."""

    _name = "stock.tower.mapping.coverage"
    _description = "Coverage of a partner's words"
    _order = "via desc, event_count desc, id"
    _rec_name = "word"

    partner_id = fields.Many2one("stock.tower.partner", required=True, index=True)
    sort = fields.Selection(
        [("sku", "SKU"), ("gtin", "GTIN"), ("place", "Place"), ("unit", "Unit")],
        "What",
        required=True,
    )
    word = fields.Char("Code")
    bin = fields.Char()
    gln = fields.Char("GLN")
    event_count = fields.Integer("Events")
    refused_count = fields.Integer("Refused events")
    last_seen = fields.Datetime("Last seen")
    via = fields.Selection(
        [
            ("mapped", "By mapping"),
            ("native", "By its code in Odoo"),
            ("partly", "For some products"),
            ("unknown", "Not understood"),
        ],
        "Understood",
    )
    meaning = fields.Char("Means")
    reason = fields.Char()

    def _open(self, partner):
        """Make the report anew and open it."""
        partner.check_access("read")
        self.search([("partner_id", "=", partner.id)]).unlink()
        words = self._words(partner)
        report = self.create(self._report_vals(partner, words))
        doubtful = any(word.via in _DOUBTFUL for word in report)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "Coverage of %(partner)s, last %(days)s days",
                partner=partner.display_name,
                days=_DAYS,
            ),
            "res_model": self._name,
            "views": [(False, "list")],
            "domain": [("partner_id", "=", partner.id)],
            "context": {
                "search_default_by_sort": 1,
                "search_default_unknown": doubtful,
            },
            "help": Markup('<p class="o_view_nocontent_smiling_face">%s</p><p>%s</p>')
            % (
                self.env._("No such word in the last %s days", _DAYS),
                self.env._(
                    "Each item, place and unit that the partner's events name is "
                    "listed here with what Odoo makes of it now. What is not "
                    "understood can be mapped from its row."
                ),
            ),
        }

    def _words(self, partner):
        """Return the `Word`s of the partner's newest events, the most used first."""
        self.env["stock.tower.inbox"].flush_model()
        since = fields.Datetime.now() - timedelta(days=_DAYS)
        self.env.cr.execute(
            _WORDS,
            {
                "partner": partner.id,
                "since": since,
                "events": _MAX_EVENTS,
                "words": _MAX_WORDS,
            },
        )
        return [Word(*row) for row in self.env.cr.fetchall()]

    def _report_vals(self, partner, words):
        inbox = self.env["stock.tower.inbox"].sudo().with_company(partner.company_id)
        facts = inbox._facts(partner.company_id, named_by(words, partner.id))
        facts = facts.as_named_by(partner.id, fields.Datetime.now())
        sender = partner._sender()
        vals_list = []
        for word in words:
            covered = cover(word, sender, facts)
            names = ("sort", "word", "bin", "gln")
            counts = ("event_count", "refused_count", "last_seen")
            vals_list.append(
                {name: getattr(word, name) for name in (*names, *counts)}
                | {
                    "partner_id": partner.id,
                    "via": covered.via,
                    "meaning": self._spoken(covered),
                    "reason": covered.reason,
                }
            )
        return vals_list

    def _spoken(self, covered):
        if not isinstance(covered.meaning, tuple):
            return covered.meaning
        model, record_id = covered.meaning
        name = self.env[model].sudo().browse(record_id).display_name
        return f"{covered.amount} × {name}" if covered.amount else name

    def action_map(self):
        """Open a new mapping for this word."""
        self.ensure_one()
        table, defaults = {
            "sku": ("item", {"external_sku": self.word}),
            "gtin": ("item", {"gtin": self.word}),
            "unit": ("unit", {"external_unit": self.word}),
            "place": (
                "location",
                {"external_warehouse": self.word, "external_bin": self.bin},
            ),
        }[self.sort]
        defaults["partner_id"] = self.partner_id.id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Map %s", self.word),
            "res_model": f"stock.tower.{table}.mapping",
            "views": [(False, "form")],
            "target": "new",
            "context": {f"default_{name}": value for name, value in defaults.items()},
        }
