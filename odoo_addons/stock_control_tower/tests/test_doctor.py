from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged

from ..lib.doctor import examine
from ..models.tower import stock_tower_doctor_check
from .rpc_common import RpcCase

SOUND = {
    "postgresql": {
        "server_version_num": "170004",
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
    },
    "workers": 4,
    "clock_skew": 0.01,
    "sidecar_skew": -0.2,
    "environment": "production",
    "late_jobs": [("Compare", 30)],
    "subscriptions": 1,
    "unclassified": 0,
}


@tagged("post_install", "-at_install")
class TestLibDoctor(TransactionCase):
    def levels(self, **facts):
        return {one.code: one.level for one in examine(SOUND | facts)}

    def test_what_is_sound(self):
        self.assertEqual(set(self.levels().values()), {"ok"})

    def test_what_is_not(self):
        settings = SOUND["postgresql"]
        table = [
            (
                {"postgresql": settings | {"fsync": "off"}},
                "postgresql_fsync",
                "problem",
            ),
            (
                {"postgresql": settings | {"synchronous_commit": "off"}},
                "postgresql_synchronous_commit",
                "problem",
            ),
            (
                {"postgresql": settings | {"server_version_num": "140011"}},
                "postgresql_version",
                "problem",
            ),
            ({"clock_skew": -3.0}, "database_clock", "warning"),
            ({"sidecar_skew": 31.0}, "sidecar_clock", "problem"),
            ({"workers": 0}, "odoo_workers", "warning"),
            ({"environment": "neutralized"}, "environment", "warning"),
            ({"late_jobs": [("Compare", 901)]}, "jobs", "problem"),
            ({"subscriptions": 0}, "subscriptions", "problem"),
            ({"unclassified": 3}, "location_states", "warning"),
        ]
        for facts, code, level in table:
            with self.subTest(code=code):
                levels = self.levels(**facts)
                self.assertEqual(levels.pop(code), level)
                self.assertEqual(set(levels.values()), {"ok"})
                [finding] = [o for o in examine(SOUND | facts) if o.code == code]
                self.assertTrue(finding.remedy)


@tagged("post_install", "-at_install")
class TestDoctor(RpcCase):
    def report(self, *findings, **params):
        findings = [
            {"code": code, "level": level, "found": "f", "remedy": ""}
            for code, level in findings
        ]
        return {"origin": "one", "findings": findings, **params}

    def test_a_sidecar_reports_and_hears_what_odoo_found(self):
        now = fields.Datetime.now()
        checks = self.env["stock.tower.doctor.check"]
        params = self.report(("queue_type", "problem"), ("version", "ok"))
        params["clock"] = (now - timedelta(minutes=5)).isoformat() + "Z"
        found = self.call("doctor.report", params)["result"]["findings"]
        levels = {one["code"]: one["level"] for one in found}
        self.assertEqual(levels["sidecar_clock"], "problem")
        self.assertEqual(levels["database_clock"], "ok")
        self.call("doctor.report", self.report(("version", "ok")))
        sidecar = checks.search([("origin", "=", "sidecar one")])
        self.assertEqual(sidecar.mapped("code"), ["version"], "replaced, not added")
        self.assertTrue(checks.search_count([("origin", "=", "odoo")]))

    def test_a_job_is_late_by_what_odoo_could_have_done(self):
        """After a night that Odoo was down, its jobs are a minute late, not a night."""
        now = fields.Datetime.now()
        job = self.env.ref("stock_control_tower.cron_wake_emitter")
        self.env.cr.execute(
            "UPDATE ir_cron SET nextcall = %s WHERE id = %s",
            [now - timedelta(hours=8), job.id],
        )
        for minutes, level in ((1, "ok"), (60, "problem")):
            with patch.object(
                stock_tower_doctor_check,
                "_odoo_started",
                return_value=now - timedelta(minutes=minutes),
            ):
                found = self.env["stock.tower.doctor.check"]._look()
                [jobs] = [one for one in found if one.code == "jobs"]
                self.assertEqual(jobs.level, level, jobs.found)

    def test_a_report_of_another_shape_is_refused(self):
        for findings in (None, [{}], [{"code": "a"}]):
            self.assertEqual(
                self.code("doctor.report", self.report() | {"findings": findings}),
                -32602,
            )
        twice = self.report(("a", "ok"), ("a", "problem"))
        self.assertEqual(self.code("doctor.report", twice), -32602)
        self.assertEqual(self.code("doctor.report", self.report(("a", "odd"))), -32602)

    def test_the_page_is_for_those_who_configure_and_audit(self):
        groups = "stock_control_tower.group_integration_manager"
        manager = new_test_user(self.env, "doctor-m", groups=groups)
        checks = self.env["stock.tower.doctor.check"]
        action = checks.with_user(manager).action_look()
        self.assertEqual(action["res_model"], "stock.tower.doctor.check")
        viewer = new_test_user(
            self.env, "doctor-v", groups="stock_control_tower.group_viewer"
        )
        with self.assertRaises(AccessError):
            checks.with_user(viewer).action_look()
