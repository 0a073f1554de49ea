from odoo import api, models
from odoo.exceptions import UserError

from .exception_inbox import _iso

# Of an event as much as a person reads; the form has all of it.
_EVIDENCE_CHARACTERS = 8_000
_ORDERS, _STEPS, _SIMILAR, _GAPS = 6, 50, 5, 20
# Steps that tell how an exception was settled.
_SETTLING = ("retry", "edit", "discard", "bulk", "dismiss", "resolve")


class StockTowerException(models.Model):
    """One exception on one screen: what, why, effect, steps, similar ones."""

    _inherit = "stock.tower.exception"

    @api.model
    def inbox_detail(self, exception_id):
        """:raise UserError: when there is no such exception for this user"""
        one = self.search([("id", "=", exception_id)])
        if not one:
            raise UserError(
                self.env._("There is no exception %s any more.", exception_id)
            )
        return {
            **one._inbox_row(),
            "remedy": one.remedy or "",
            "path": one.path or "",
            "evidence": (one.sample_event or "")[:_EVIDENCE_CHARACTERS],
            "sample_id": one.sample_id.id,
            "sample_name": one.sample_id.event_id or "",
            "reasons": one._inbox_reasons(),
            "promises": one._inbox_orders(),
            "gaps": one._inbox_gaps(),
            "steps": [step._inbox_step() for step in one.log_ids[:_STEPS]],
            "step_count": len(one.log_ids),
            "similar": one._inbox_similar(),
            "similar_count": one.search_count(one._similar_domain()),
            "fix": one._fix_label(),
            "messages": len(one.message_ids.filtered(lambda message: message.body)),
        }

    def action_open_similar(self):
        self.ensure_one()
        return self._window(
            self.env._("Resolved before: %s", self.code or ""),
            self._name,
            self._similar_domain(),
        )

    def action_open_form(self):
        """Its form, with the discussion about it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
        }

    def _inbox_reasons(self):
        facts = self.severity_facts or ()
        texts = (self.severity_reasons or "").split("\n")
        return [
            [code, text] for (code, _facts), text in zip(facts, texts, strict=False)
        ]

    def _inbox_orders(self):
        """The transfers that wait, the earliest promise first."""
        pickings = self.picking_ids.sorted(
            lambda picking: picking.date_deadline or picking.scheduled_date
        )
        return [
            {
                "id": picking.id,
                "name": picking.name,
                "partner": picking.partner_id.name or "",
                "promise_at": _iso(picking.date_deadline or picking.scheduled_date),
            }
            for picking in pickings[:_ORDERS]
        ]

    def _inbox_gaps(self):
        return [
            {
                "id": gap.id,
                "first": str(gap.first_number),
                "last": str(gap.last_number),
                "missing": gap.missing,
                "state": gap.state,
                "requested_at": _iso(gap.requested_at),
            }
            for gap in self.gap_ids[:_GAPS]
        ]

    def _similar_domain(self):
        return [
            ("code", "=", self.code),
            ("state", "=", "resolved"),
            ("id", "!=", self.id),
        ]

    def _inbox_similar(self):
        """Resolved ones of the same reason, and by what they were settled."""
        found = self.search(
            self._similar_domain(), order="last_seen desc, id desc", limit=_SIMILAR
        )
        steps = self.env["stock.tower.exception.log"].search(
            [("exception_id", "in", found.ids), ("action", "in", _SETTLING)]
        )
        by_exception = {}
        for step in steps:  # newest first
            by_exception.setdefault(step.exception_id, step)
        return [
            {
                "id": one.id,
                "name": one.name,
                "last_seen": _iso(one.last_seen),
                "step": by_exception[one]._inbox_step()
                if one in by_exception
                else None,
            }
            for one in found
        ]


class StockTowerExceptionLog(models.Model):
    _inherit = "stock.tower.exception.log"

    def _inbox_step(self):
        words = dict(self._fields["action"]._description_selection(self.env))
        by_tower = self.action in ("came_back", "nothing_open", "got_worse")
        return {
            "id": self.id,
            "at": _iso(self.at),
            "user": "" if by_tower else self.user_id.name or "",
            "action": self.action,
            "label": words.get(self.action, ""),
            "text": self.text or "",
            "open_count": self.open_count,
        }
