from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import retrying
from psycopg2.extras import execute_values

from .stock_tower_bulk import MAX_EVENTS

# Tried in the plan: some seconds while a person looks on.
_TRIED = 500
# Of one transaction: the rate is looked at, and a cancel obeyed, a few times a minute.
_CHUNK = 100
_CRON = "stock_control_tower.cron_bulk"


class _TakenBack(Exception):
    """Leaves a savepoint of which nothing shall stay."""


class StockTowerBulk(models.Model):
    """Plan, start, chunks, cancel. Each chunk commits with the marks of its events,
    so that whoever goes on after a crash does nothing twice."""

    _inherit = "stock.tower.bulk"

    def action_plan(self):
        """Fix the events it is about, and try the first of them without a trace."""
        self.ensure_one()
        self._check_state("draft", "planned")
        Inbox = self.env["stock.tower.inbox"]
        ids = Inbox.search(self._domain(), order="id", limit=MAX_EVENTS).ids
        left_out = Inbox.search_count(self._domain()) - len(ids)
        predicted, effects = self._dry_run(Inbox.browse(ids[:_TRIED]))
        self.env.cr.execute(
            "DELETE FROM stock_tower_bulk_event WHERE bulk_id = %s", [self.id]
        )
        if ids:
            execute_values(
                self.env.cr._obj,
                """INSERT INTO stock_tower_bulk_event
                       (bulk_id, inbox_id, predicted, predicted_code) VALUES %s""",
                [(self.id, one, *predicted.get(one, (None, None))) for one in ids],
            )
        counted = {}
        for found in predicted.values():
            counted[found] = counted.get(found, 0) + 1
        self.sudo().write(
            {
                "state": "planned",
                "tried_count": len(predicted),
                "left_out_count": left_out,
                "last_inbox_id": ids[-1] if ids else False,
                "effects": effects,
                "plan": [
                    [state, code, number]
                    for (state, code), number in sorted(
                        counted.items(), key=lambda item: (-item[1], str(item[0]))
                    )
                ],
            }
        )
        self.invalidate_recordset()

    def action_start(self):
        """Begin with what was planned; it goes on by itself."""
        self.ensure_one()
        self._check_state("planned")
        if self.action == "discard" and not (self.reason or "").strip():
            raise UserError(
                self.env._("Say why the events are discarded: each keeps the reason.")
            )
        self.sudo().write(
            {
                "state": "running",
                "started_by": self.env.uid,
                "started_at": fields.Datetime.now(),
            }
        )
        self.env.ref(_CRON).sudo()._trigger()

    def action_cancel(self):
        """Stop after the chunk under way; what is done stays done."""
        self.ensure_one()
        self._check_state("draft", "planned", "running")
        self.sudo().write({"state": "cancelled", "ended_at": fields.Datetime.now()})
        self._log_end()

    def action_rerun(self):
        """Plan the same again: what is open now."""
        self.ensure_one()
        self._check_state("done", "cancelled")
        again = self.copy()
        again.action_plan()
        return again._show()

    @api.model
    def _cron_bulk(self):
        while bulk := self.sudo().search([("state", "=", "running")], limit=1):
            done = retrying(bulk._run_chunk, self.env)
            if not self.env["ir.cron"]._commit_progress(done):
                break

    def _run_chunk(self, limit=_CHUNK):
        """Act on the next events; return how many. The last chunk ends it."""
        self.invalidate_recordset()
        if self.state != "running":
            return 0
        self.env.cr.execute(
            """SELECT inbox_id FROM stock_tower_bulk_event
                WHERE bulk_id = %s AND done_at IS NULL ORDER BY inbox_id LIMIT %s""",
            [self.id, limit],
        )
        ids = [row_id for (row_id,) in self.env.cr.fetchall()]
        actor = self.with_user(self.started_by).with_context(tracking_disable=True)
        rows = actor.env["stock.tower.inbox"].browse(ids)
        actor._act(rows)
        self._mark(rows)
        if len(ids) < limit:
            self.write({"state": "done", "ended_at": fields.Datetime.now()})
            self._log_end()
        return len(ids)

    def _act(self, rows):
        if not rows:
            return
        if self.action == "retry":
            rows._retry()
        elif self.action == "discard":
            rows._discard(self.reason)
        elif self.action == "restore":
            rows._restore()
        else:
            rows._same_door()

    def _mark(self, rows):
        if not rows:
            return
        self.env["stock.tower.inbox"].flush_model(["state"])
        self.env.cr.execute(
            """UPDATE stock_tower_bulk_event event
                  SET done_at = clock_timestamp() AT TIME ZONE 'UTC',
                      outcome = inbox.state
                 FROM stock_tower_inbox inbox
                WHERE inbox.id = event.inbox_id AND event.bulk_id = %s
                  AND event.inbox_id IN %s""",
            [self.id, rows._ids],
        )
        self.env["stock.tower.bulk.event"].invalidate_model()
        self.invalidate_recordset()

    def _dry_run(self, rows):
        """Try them without a trace.

        :return: (dict inbox id -> (state, code) that they would have, what that would
            change on hand as of `_effects_between`)
        """
        found, effects = {}, []
        if self.action == "discard":
            return {row.id: ("discarded", row.code) for row in rows}, effects
        try:
            with self.env.cr.savepoint():
                before = self._stock_changes(rows)
                self._act(rows)
                found = {row.id: (row.state, row.code or None) for row in rows.sudo()}
                after = self._stock_changes(rows)
                effects = self._effects_between(before, after)
                raise _TakenBack
        except _TakenBack:
            self.env.invalidate_all()
        return found, effects

    def _log_end(self):
        groups = self.sudo().exception_ids
        for line in self.sudo().chosen_ids:
            groups |= line.exception_id
        counted = ", ".join((self.result_text or "–").split("\n"))
        groups.with_user(self.started_by or self.env.user)._log(
            "bulk", f"{self.name}: {counted}"
        )
