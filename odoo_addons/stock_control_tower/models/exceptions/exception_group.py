import json

from odoo import api, fields, models
from odoo.service.model import retrying
from psycopg2.extras import execute_values

from ...lib.exceptions.fingerprint import dead_fingerprint, fingerprint, gap_fingerprint
from ...lib.exceptions.retrying import OPEN
from ...lib.refusals import CATALOGUE

_BATCH = 500  # events read at once: some hundred milliseconds


class StockTowerException(models.Model):
    """Puts open events into groups, after they were committed: the transaction that
    takes events in writes no row that another one could be writing as well."""

    _inherit = "stock.tower.exception"

    def _cron_group(self):
        """Group what has come since, batch by batch; look again at what ages."""
        while count := retrying(self._group, self.env):
            if not self.env["ir.cron"]._commit_progress(count):
                return
        retrying(self._group_gaps, self.env)
        self.env["ir.cron"]._commit_progress()
        retrying(self._reassess, self.env)

    @api.model
    def _group(self, limit=_BATCH):
        """Group the open events that belong to no exception yet; return how many."""
        self.env.cr.execute(
            """SELECT id FROM stock_tower_inbox
                WHERE state IN ('refused', 'conflict') AND is_grouped IS NULL
                ORDER BY id LIMIT %s""",
            [limit],
        )
        ids = [row_id for (row_id,) in self.env.cr.fetchall()]
        self._link(self.env["stock.tower.inbox"].sudo().browse(ids))
        return len(ids)

    @api.model
    def _link(self, rows):
        """Put events that are open into their groups, and look at the groups."""
        if not rows:
            return self.browse()
        prints = {row.id: _fingerprint_of(row) for row in rows}
        ids = self._find_or_make(prints, rows)
        before = rows.exception_id
        execute_values(
            self.env.cr._obj,
            """UPDATE stock_tower_inbox AS inbox
                  SET exception_id = found.exception_id, is_grouped = true
                 FROM (VALUES %s) AS found (id, exception_id)
                WHERE inbox.id = found.id""",
            [(row_id, ids[one.key]) for row_id, one in prints.items()],
            page_size=len(prints),
        )
        rows.invalidate_recordset(["exception_id", "is_grouped"])
        groups = self.sudo().browse(set(ids.values()))
        (groups | before)._refresh()
        return groups

    def _find_or_make(self, prints, rows):
        """Return dict fingerprint -> id of its exception."""
        senders = {row.id: (row.partner_id.id, row.company_id.id) for row in rows}
        firsts = {}
        for row_id, one in prints.items():
            firsts.setdefault(one.key, (one, *senders[row_id]))
        return self._insert_missing(firsts)

    def _insert_missing(self, firsts):
        """:param firsts: dict key -> (`Fingerprint`, partner id, company id)"""
        self.flush_model()
        execute_values(
            self.env.cr._obj,
            """INSERT INTO stock_tower_exception
                   (fingerprint, category, code, partner_code, path, thing,
                    partner_id, company_id, state, severity, create_date, write_date)
               VALUES %s ON CONFLICT (fingerprint) DO NOTHING""",
            [
                (key, one.category, one.code, one.partner_code or None, one.path,
                 one.thing, partner or None, company or None, "new", "0",
                 fields.Datetime.now(), fields.Datetime.now())
                for key, (one, partner, company) in sorted(firsts.items())
            ],
            page_size=len(firsts),
        )  # fmt: skip
        self.env.cr.execute(
            "SELECT fingerprint, id FROM stock_tower_exception WHERE fingerprint IN %s",
            [tuple(firsts)],
        )
        return dict(self.env.cr.fetchall())

    @api.model
    def _group_gaps(self):
        """Give every gap that is an exception its group; look again at all of them."""
        Gap = self.env["stock.tower.source.gap"].sudo()
        new = Gap.search([("is_exception", "=", True), ("exception_id", "=", False)])
        firsts, keys = {}, {}
        for gap in new:
            one = gap_fingerprint(gap.partner_id.code or "", gap.source or "")
            firsts[one.key] = (one, gap.partner_id.id, gap.company_id.id)
            keys.setdefault(one.key, Gap.browse())
            keys[one.key] |= gap
        if firsts:
            for key, exception_id in self._insert_missing(firsts).items():
                keys[key].exception_id = exception_id
        self.sudo().search(
            [("category", "=", "gap"), ("state", "!=", "resolved")]
        )._refresh()
        return len(new)

    @api.model
    def _report_dead(self, messages):
        """Take note of messages that nobody can deliver.

        :param messages: list of {reason, exchange, detail, body}
        """
        now, groups = fields.Datetime.now(), {}
        for message in messages:
            one = dead_fingerprint(
                message["reason"], message["exchange"], message["detail"]
            )
            groups.setdefault(one.key, (one, []))[1].append(message)
        ids = self._insert_missing(
            {key: (one, None, None) for key, (one, _messages) in groups.items()}
        )
        for key, (one, found) in groups.items():
            group = self.sudo().browse(ids[key])
            group.write(
                {
                    "open_count": group.open_count + len(found),
                    "total_count": group.total_count + len(found),
                    "first_seen": group.first_seen or now,
                    "last_seen": now,
                    "cause": found[-1]["detail"] or one.code,
                    "evidence": found[-1]["body"],
                }
            )
            group._refresh()

    def _counts(self):
        """Return dict exception id -> (open, all, first seen, last seen, latest id)."""
        self.env.cr.execute(
            """SELECT exception_id, count(*) FILTER (WHERE state IN %s), count(*),
                      min(received_at), max(received_at),
                      COALESCE(max(id) FILTER (WHERE state IN %s), max(id))
                 FROM stock_tower_inbox WHERE exception_id IN %s GROUP BY 1
            UNION ALL
               SELECT exception_id, COALESCE(sum(missing) FILTER (
                          WHERE state = 'open'), 0)::bigint,
                      sum(last_number - first_number + 1)::bigint,
                      min(opened_at), max(opened_at), NULL
                 FROM stock_tower_source_gap WHERE exception_id IN %s GROUP BY 1""",
            [OPEN, OPEN, self._ids, self._ids],
        )
        return {group: tuple(figures) for group, *figures in self.env.cr.fetchall()}


def _fingerprint_of(row):
    try:
        event = json.loads(row.event or "")
    except ValueError:
        event = None
    company_id = row.company_id.id or 0
    return fingerprint(
        row.code, row.partner_code, row.path, event, row.message, company_id
    )


def remedy_of(code):
    """Return what the catalogue says can be done about a code."""
    return CATALOGUE[code].remedy if code in CATALOGUE else None
