from datetime import timedelta

from markupsafe import Markup
from odoo import api, fields, models

from ...lib.authority.readiness import (
    BLOCKING,
    WARNING,
    ReadinessFacts,
    assess,
    blocking,
)

_SEVEN_DAYS = timedelta(days=7)
_SHOWN = 10  # names in one line


class StockTowerFlow(models.Model):
    """Gathers what speaks for and against live mode, and puts it into words."""

    _inherit = "stock.tower.flow"

    readiness_report = fields.Html(compute="_compute_readiness")
    is_blocked = fields.Boolean(compute="_compute_readiness")

    @api.depends("warehouse_id", "partner_id", "mode")
    def _compute_readiness(self):
        for flow in self:
            findings = flow._assess() if flow.partner_id else []
            flow.is_blocked = bool(blocking(findings))
            flow.readiness_report = flow._report(findings)

    def action_compare(self):
        """Compare now what was recorded, instead of within minutes."""
        self.check_access("read")
        self.env["stock.tower.inbox"].sudo()._compare_recorded(self.partner_id)

    def action_open_comparisons(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock_control_tower.action_stock_tower_comparison"
        )
        return {**action, "domain": [("flow_id", "=", self.id)]}

    def action_open_events(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock_control_tower.action_stock_tower_inbox"
        )
        return {**action, "domain": [("flow_id", "=", self.id)], "context": {}}

    def _assess(self):
        """Return the list of `Finding`s of this flow."""
        return assess(self._readiness_facts())

    def _readiness_facts(self):
        self.ensure_one()
        flow = self.sudo()
        since = fields.Datetime.now() - _SEVEN_DAYS
        unclassed = flow._warehouses()._tower_unclassed_locations()
        return ReadinessFacts(
            unclassed=tuple(unclassed.mapped("complete_name")),
            refused=flow._refused_since(since),
            compared=flow._compared_since(since),
            authority_rows=self.env["stock.tower.authority"]
            .sudo()
            .search_count(flow._authority_domain()),
            last_event_age=flow._last_event_age(),
            late_arrivals=self.env["stock.tower.inbox"]
            .sudo()
            .search_count(
                [
                    ("flow_id", "=", flow.id),
                    ("received_at", ">=", since),
                    ("is_late", "=", True),
                ]
            ),
            open_gaps=self.env["stock.tower.source.gap"]
            .sudo()
            .search_count(
                [("partner_id", "=", flow.partner_id.id), ("is_exception", "=", True)]
            ),
        )

    def _refused_since(self, since):
        """Refusals of the partner that are this flow's, or nobody's: what names an
        unknown item or warehouse is refused before its flow is known."""
        rows = self.env["stock.tower.inbox"]._read_group(
            [
                ("partner_id", "=", self.partner_id.id),
                ("flow_id", "in", [False, self.id]),
                ("state", "=", "refused"),
                ("received_at", ">=", since),
            ],
            ["code"],
            ["__count"],
        )
        return dict(rows)

    def _compared_since(self, since):
        rows = self.env["stock.tower.comparison"]._read_group(
            [("flow_id", "=", self.id), ("occurred_at", ">=", since)],
            ["result"],
            ["__count"],
        )
        return dict(rows)

    def _authority_domain(self):
        return [
            ("company_id", "=", self.company_id.id),
            ("warehouse_id", "in", [False, *self._warehouses().ids]),
        ]

    def _last_event_age(self):
        last = self.env["stock.tower.inbox"].search(
            [("flow_id", "=", self.id)], order="id desc", limit=1
        )
        return (
            max(timedelta(), fields.Datetime.now() - last.received_at) if last else None
        )

    @api.model
    def _report(self, findings):
        """The findings as a list for people."""
        looks = {
            BLOCKING: ("fa-ban", "text-danger", self.env._("Blocks live mode")),
            WARNING: ("fa-exclamation-triangle", "text-warning", self.env._("Look at")),
        }
        good = ("fa-check", "text-success", self.env._("Good"))
        items = [
            Markup(
                '<li class="d-flex gap-1"><i class="fa fa-fw mt-1 %s %s" title="%s">'
                "</i><span>%s</span></li>"
            )
            % (*looks.get(one.level, good), self._finding_text(one))
            for one in findings
        ]
        return Markup('<ul class="list-unstyled mb-0">%s</ul>') % Markup().join(items)

    @api.model
    def _finding_text(self, finding):
        """One finding in words, with what to do about it."""
        names = ", ".join(finding.names[:_SHOWN])
        if len(finding.names) > _SHOWN:
            names += ", …"
        _, values = self.env._, {"count": finding.count, "names": names}
        texts = {
            "all_classed": _("Every location that holds stock has a stock state."),
            "unclassed": _(
                "Locations that hold stock and have no stock state: %(names)s. Give "
                "one to them, or to a location around them.",
                **values,
            ),
            "none_refused": _("Nothing was refused in the last seven days."),
            "unmapped": _(
                "Events of the last seven days that named something Odoo does not "
                "know: %(count)s (%(names)s). Map it, or correct the sender.",
                **values,
            ),
            "refused": _(
                "Events refused in the last seven days: %(count)s (%(names)s).",
                **values,
            ),
            "never_compared": _(
                "Nothing was compared in the last seven days. A flow is tried in "
                "shadow first, until its events match what Odoo did."
            ),
            "compared_matched": _(
                "Recorded lines that match Odoo: %(count)s.", **values
            ),
            "compared_differs": _(
                "Recorded lines that differ from Odoo in quantity: %(count)s.", **values
            ),
            "compared_not_found": _(
                "Recorded lines with nothing beside them in Odoo: %(count)s.", **values
            ),
            "compared_pending": _(
                "Recorded lines that are not compared yet: %(count)s.", **values
            ),
            "authority": _(
                "Rows of the authority table for these warehouses: %(count)s. Where "
                "there is none, whoever reports is right.",
                **values,
            ),
            "no_event": _("No event has come through this flow yet."),
            "last_event": _("Hours since the last event: %(count)s.", **values)
            if finding.count
            else _("The last event came within the last hour."),
            "late_arrivals": _(
                "Events of the last seven days that came later than expected: "
                "%(count)s.",
                **values,
            ),
            "open_gaps": _("Open gaps in the partner's sequence: %(count)s.", **values),
        }
        return texts[finding.code]
