import json
from collections import defaultdict
from datetime import timedelta

from odoo import fields, models
from odoo.tools import format_datetime, formatLang

from ...lib.contract_validator import validate
from ...lib.exceptions.lifecycle import next_state
from ...lib.exceptions.severity import Impact, assess
from ...lib.inbound.facts import Named
from ...lib.inbound.item import resolve_item, resolve_quantity
from ...lib.inbound.resolution import Refused
from ...lib.inbound.screening import event_time
from .exception_group import remedy_of

# Of each group the newest events are read: enough to tell a pallet from a truck.
_SAMPLE = 200
_STALE = timedelta(minutes=10)  # a promise comes nearer by itself
_REASSESSED = 200  # groups looked at again in one go


class StockTowerException(models.Model):
    """What an exception blocks, how severe that is, and where that leaves its state."""

    _inherit = "stock.tower.exception"

    def _reassess(self):
        """Look again at open exceptions whose severity was judged a while ago."""
        self.sudo().search(
            [
                ("state", "!=", "resolved"),
                ("assessed_at", "<", fields.Datetime.now() - _STALE),
            ],
            limit=_REASSESSED,
            order="assessed_at",
        )._refresh()

    def _refresh(self):
        """Count again, judge again, and let the state follow."""
        groups = self.sudo()
        if not groups:
            return
        groups.env["stock.tower.inbox"].flush_model()
        groups.env["stock.tower.source.gap"].flush_model()
        groups.invalidate_recordset()
        counts, now = groups._counts(), fields.Datetime.now()
        sampled = groups._sampled_events()
        for group in groups:
            vals = {"assessed_at": now, **group._figures(counts.get(group.id))}
            open_count = vals.get("open_count", group.open_count)
            pickings, value, unvalued, warehouse_ids = group._blocked(
                sampled.get(group.id, ())
            )
            promises = [
                moment
                for picking in pickings
                if (moment := picking.date_deadline or picking.scheduled_date)
            ]
            promise_at = min(promises, default=None)
            severity, reasons = assess(
                Impact(
                    group.category,
                    open_count,
                    len(pickings),
                    value,
                    promise_at,
                    unvalued,
                ),
                now,
            )
            state, why = next_state(
                group.state,
                open_count,
                severity,
                group.snoozed_count,
                group.snoozed_severity or "0",
            )
            if why:
                group._log(why, state=state)
            group.write(
                {
                    **vals,
                    "severity": severity,
                    "severity_facts": [
                        [one.code, _plain(one.facts)] for one in reasons
                    ],
                    "picking_ids": [(6, 0, pickings.ids)],
                    "warehouse_ids": [(6, 0, warehouse_ids)],
                    "document_count": len(pickings),
                    "value": value,
                    "promise_at": promise_at,
                    "state": state,
                }
            )

    def _figures(self, figures):
        """:param figures: as of `_counts`, or None: no event is linked to it"""
        if not figures:  # of messages nobody can deliver the reports are the count
            return (
                {} if self.category == "dead" else {"open_count": 0, "total_count": 0}
            )
        open_count, total_count, first_seen, last_seen, sample_id = figures
        vals = {
            "open_count": open_count,
            "total_count": total_count,
            "first_seen": first_seen,
            "last_seen": last_seen,
        }
        if sample_id:
            row = self.env["stock.tower.inbox"].browse(sample_id)
            vals |= {"sample_id": row.id}
            if row.message:
                vals |= {"cause": row.message, "remedy": row.remedy}
        elif self.category == "gap":
            ranges = [
                f"{gap.first_number}–{gap.last_number}"
                for gap in self.gap_ids.filtered(lambda gap: gap.state == "open")
            ]
            vals |= {
                "cause": self.env._(
                    "Numbers that have not come: %s", ", ".join(ranges[:20]) or "–"
                ),
                "remedy": self.env._(
                    "Ask the partner to send them again, or dismiss the gap."
                ),
            }
        return vals | ({} if vals.get("remedy") else {"remedy": remedy_of(self.code)})

    def _sampled_events(self):
        """Return dict exception id -> its newest open events, that are valid."""
        self.env.cr.execute(
            """SELECT exception.id, newest.event
                 FROM unnest(%s) exception (id)
                CROSS JOIN LATERAL (
                    SELECT event FROM stock_tower_inbox
                     WHERE exception_id = exception.id
                       AND state IN ('refused', 'conflict')
                     ORDER BY id DESC LIMIT %s
                ) newest""",
            [self.ids, _SAMPLE],
        )
        found = defaultdict(list)
        for group_id, text in self.env.cr.fetchall():
            try:
                event = json.loads(text or "")
            except ValueError:
                continue
            if not validate(event):
                found[group_id].append(event)
        return found

    def _blocked(self, events):
        """Return (open transfers the events name, value of the goods, lines unvalued,
        ids of the warehouses they name).

        What the events move is understood as when they are taken in, with today's
        mappings.
        """
        Picking = self.env["stock.picking"]
        if not events or not self.company_id:
            return Picking, 0.0, 0, []
        company, partner = self.company_id, self.partner_id
        names = {
            reference["id"]
            for event in events
            for reference in event["data"].get("references", ())
        }
        pickings = self._open_pickings(company, list(names)) if names else Picking
        inbox = self.env["stock.tower.inbox"].with_company(company)
        named = Named()
        for event in events:
            named.add(event, partner.id)
        facts = inbox._facts(company, named)
        quantities, unvalued, warehouse_ids = defaultdict(float), 0, set()
        for event in events:
            words = facts.as_named_by(partner.id, event_time(event))
            warehouse_ids |= _warehouses_named(event, words)
            for line in event["data"]["lines"]:
                try:
                    product = resolve_item(line["item"], "", words)
                    quantities[product.id] += float(
                        resolve_quantity(line, "", product, words, zero=True)
                    )
                except Refused:
                    unvalued += 1
        products = self.env["product.product"].with_company(company)
        value = 0.0
        for product in products.browse(quantities):
            value += quantities[product.id] * product.standard_price
        return pickings, value, unvalued, sorted(warehouse_ids)

    def _open_pickings(self, company, names):
        own = [
            ("company_id", "=", company.id),
            ("state", "not in", ("done", "cancel")),
        ]
        Picking = self.env["stock.picking"]
        found = Picking.search([("name", "in", names), *own])
        found |= Picking.search([("origin", "in", names), *own])
        for name in ("tower_asn", "reference_ids.name"):
            moves = self.env["stock.move"].search([(name, "in", names), *own])
            found |= moves.picking_id
        return found

    def _reason_text(self, code, facts):
        """Return one finding of `assess` as a sentence."""
        _ = self.env._
        facts = dict(facts)
        if "value" in facts:
            currency = self.company_id.currency_id
            facts["value"] = formatLang(
                self.env, facts["value"], currency_obj=currency or None
            )
        if "at" in facts:
            facts["at"] = format_datetime(self.env, facts["at"], dt_format="short")
        sentences = {
            "promise_passed": _("A transfer it blocks was promised for %(at)s."),
            "promise_this_shift": _("A transfer it blocks is promised for %(at)s."),
            "promise_today": _("A transfer it blocks is promised for %(at)s."),
            "documents": _("%(count)s open transfers wait for its events."),
            "value": _("Its events move goods worth %(value)s at cost."),
            "unvalued": _("%(count)s lines are about goods whose worth is not known."),
            "failed": _("Odoo itself failed; other events may fail the same way."),
            "missing": _("%(count)s events have not come: stock may be wrong."),
            "dead": _("%(count)s messages reach nobody."),
            "settled": _("Nothing of it is open."),
            "blocks_nothing_known": _("No open transfer and no goods are known of."),
        }
        return sentences[code] % facts


def _warehouses_named(event, words):
    """Return ids of the warehouses that an event names, as far as Odoo knows them."""
    named = Named()
    named.add(event)
    found = set()
    for code in named.warehouses:
        if mapping := words.mappings.place(code):
            found.add(mapping.warehouse_id)
        elif code in words.warehouses:
            found.add(words.warehouses[code].id)
    return found


def _plain(facts):
    return {
        name: fields.Datetime.to_string(value) if name == "at" else value
        for name, value in facts.items()
    }
