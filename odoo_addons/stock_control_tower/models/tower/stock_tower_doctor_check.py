import os
from datetime import UTC, datetime

import psutil
from odoo import api, fields, models
from odoo.tools import config

from ...lib.doctor import OK, PROBLEM, WARNING, examine

ODOO = "odoo"
_SETTINGS = ("server_version_num", "fsync", "full_page_writes", "synchronous_commit")


class StockTowerDoctorCheck(models.Model):
    """What was found when the installation was looked at last: Odoo looks at itself and
    its database, each sidecar at the broker."""

    _name = "stock.tower.doctor.check"
    _description = "Check of the installation"
    _order = "rank desc, origin, id"
    _log_access = False

    origin = fields.Char("Looked at by", required=True, readonly=True)
    code = fields.Char("Check", required=True, readonly=True)
    level = fields.Selection(
        [(OK, "Sound"), (WARNING, "Worth a look"), (PROBLEM, "Problem")],
        required=True,
        readonly=True,
    )
    rank = fields.Integer(compute="_compute_rank", store=True)
    # Texts, because a list cuts what is of type Char to one line.
    found = fields.Text(readonly=True)
    remedy = fields.Text(readonly=True)
    looked_at = fields.Datetime("When", required=True, readonly=True)

    _origin_code = models.UniqueIndex("(origin, code)")

    @api.depends("level")
    def _compute_rank(self):
        ranks = {OK: 0, WARNING: 1, PROBLEM: 2}
        for check in self:
            check.rank = ranks[check.level]

    @api.model
    def action_look(self):
        """Look at Odoo and its database now, and show everything that is known."""
        self.check_access("read")
        self.sudo()._look()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "stock_control_tower.action_stock_tower_doctor_check"
        )

    def _look(self, sidecar_clock=None):
        """Replace what Odoo found about itself.

        :param sidecar_clock: naive UTC datetime a sidecar's clock shows now
        :return: list of `Finding`
        """
        findings = examine(self._facts(sidecar_clock))
        self._replace(ODOO, [vars(one) for one in findings])
        return findings

    def _replace(self, origin, findings):
        """Keep one origin's findings instead of its earlier ones.

        :param findings: list of dict `code`, `level`, `found`, `remedy`
        """
        self.search([("origin", "=", origin)]).unlink()
        now = fields.Datetime.now()
        self.create([one | {"origin": origin, "looked_at": now} for one in findings])

    def _facts(self, sidecar_clock):
        self.env.cr.execute(
            "SELECT name, setting FROM pg_settings WHERE name IN %s", [_SETTINGS]
        )
        settings = dict(self.env.cr.fetchall())
        self.env.cr.execute("SELECT clock_timestamp() AT TIME ZONE 'UTC'")
        [database_clock] = self.env.cr.fetchone()
        now = datetime.now(UTC).replace(tzinfo=None)
        return {
            "postgresql": settings,
            "clock_skew": (now - database_clock).total_seconds(),
            "sidecar_skew": sidecar_clock and (now - sidecar_clock).total_seconds(),
            "workers": config["workers"],
            "environment": self.env["stock.tower.outbox"]._environment(),
            "late_jobs": self._late_jobs(now),
            "subscriptions": self.env["stock.tower.subscription"].search_count(
                [("url", "!=", False)]
            ),
            "unclassified": self.env["stock.location"].search_count(
                [("usage", "=", "internal"), ("tower_effective_state", "=", False)]
            ),
        }

    def _late_jobs(self, now):
        """What was due while Odoo was down is late from its start on."""
        started = _odoo_started()
        jobs = self.env["ir.model.data"].search(
            [("module", "=", "stock_control_tower"), ("model", "=", "ir.cron")]
        )
        return [
            (job.cron_name, int((now - max(job.nextcall, started)).total_seconds()))
            for job in self.env["ir.cron"].browse(jobs.mapped("res_id"))
            if job.nextcall < now
        ]


def _odoo_started():
    """Naive UTC datetime; workers come and go, the process above them stays."""
    process = psutil.Process(os.getppid() if config["workers"] else os.getpid())
    return datetime.fromtimestamp(process.create_time(), UTC).replace(tzinfo=None)
