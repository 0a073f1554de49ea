from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .overview_common import OverviewCase


@tagged("post_install", "-at_install")
class TestOverviewBoard(OverviewCase):
    """The tower's first look: every number, and the list that it opens."""

    def rows_behind(self, action):
        return self.env[action["res_model"]].search_count(action["domain"])

    def refuse(self, *ids):
        self.ingest(*(self.event(one, sku="NO-SUCH") for one in ids))
        while self.env["stock.tower.exception"]._group():
            pass

    def test_what_needs_somebody(self):
        before = self.overview.board()["attention"]
        self.refuse("x1", "x2")
        attention = self.overview.board()["attention"]
        self.assertEqual(attention["count"], before["count"] + 1)
        self.assertEqual(sum(attention["severities"].values()), attention["count"])
        self.assertEqual(self.overview.board()["refused_hours"][-1], 2)

    def test_a_station_knows_what_passed_it(self):
        self.ingest(self.event("x1"))
        self.number_events()
        board = self.overview.board()
        flow = board["flow"]
        self.assertEqual(flow["odoo"]["applied"], 1)
        self.assertGreaterEqual(flow["odoo"]["recorded"], 1)
        for name, station in (
            ("received", "partners"),
            ("applied", "odoo"),
            ("recorded", "odoo"),
        ):
            action = self.overview.action_moving(name, board["since"], board["until"])
            self.assertEqual(self.rows_behind(action), flow[station][name], name)
        self.assertIsNone(flow["subscribers"], "a clerk sees no subscriptions")
        seen = self.env["stock.tower.overview"].board()["flow"]["subscribers"]
        action = self.env["stock.tower.overview"].action_station("subscribers")
        self.assertEqual(self.rows_behind(action), seen["count"])

    def test_the_broker_is_known_from_a_sidecar(self):
        broker = self.overview.board()["flow"]["broker"]
        self.assertEqual((broker["known"], broker["inbound"]), (False, None))
        self.report(ready=7)
        broker = self.overview.board()["flow"]["broker"]
        self.assertEqual((broker["ok"], broker["inbound"]), (True, 7))
        self.report(ready=3, ok=False, reason="no channel")
        flow = self.overview.board()["flow"]
        self.assertEqual(flow["broker"]["samples"], [7, 3])
        self.assertEqual(
            (flow["broker"]["ok"], flow["broker"]["reason"]), (False, "no channel")
        )
        self.assertEqual(flow["sidecars"]["alive"], 1)
        action = self.overview.action_station("queues")
        self.assertEqual(self.rows_behind(action), flow["broker"]["queues"])

    def test_a_sidecar_that_has_fallen_silent(self):
        self.report()
        sidecar = self.env["stock.tower.sidecar"].sudo().search([])
        sidecar.reported_at = fields.Datetime.now() - timedelta(seconds=60)
        self.env.flush_all()
        sidecar.invalidate_recordset()
        flow = self.overview.board()["flow"]
        self.assertEqual(
            (flow["sidecars"]["alive"], flow["broker"]["known"]), (0, False)
        )

    def test_samples_are_the_last_quarter_of_an_hour(self):
        for ready in range(95):
            self.report(ready=ready)
        samples = self.overview.board()["flow"]["broker"]["samples"]
        self.assertEqual((len(samples), samples[0], samples[-1]), (90, 5, 94))

    def test_the_matrix_opens_the_rows_it_counts(self):
        self.Quant._update_available_quantity(self.product, self.shelf, 8)
        self.Quant._update_available_quantity(self.product, self.deep_shelf, 4)
        cell = self.overview.board()["matrix"][self.warehouse.id]["available"]
        self.assertEqual((cell["rows"], cell["quantity"]), (2, 12))
        action = self.overview.action_matrix(self.warehouse.id, "available")
        self.assertEqual(self.rows_behind(action), 2)

    def test_since_somebody_last_looked(self):
        moment = fields.Datetime.now() - timedelta(seconds=5)
        self.refuse("x1")
        self.ingest(self.event("y1"))
        exception = (
            self.env["stock.tower.inbox"].search([("event_id", "=", "x1")]).exception_id
        )
        exception.event_ids._discard("test")
        until = fields.Datetime.now() + timedelta(seconds=5)
        found = self.overview.since(moment.isoformat() + "Z", until.isoformat() + "Z")
        self.assertEqual(
            found["counts"], {"exceptions": 1, "resolved": 1, "applied": 1}
        )
        for name, count in found["counts"].items():
            action = self.overview.action_since(name, found["since"], found["until"])
            self.assertEqual(self.rows_behind(action), count, name)

    def test_since_goes_back_two_weeks_at_most(self):
        found = self.overview.since("2020-01-01T00:00:00Z")
        span = fields.Datetime.to_datetime(
            found["until"]
        ) - fields.Datetime.to_datetime(found["since"])
        self.assertEqual(span, timedelta(days=14))

    def report(self, ready=0, ok=True, reason=""):
        self.env["stock.tower.sidecar"].sudo()._report(
            "one",
            {"ok": ok, "reason": reason},
            [
                {"name": "stock.intake", "ready": 0, "consumers": 1},
                {"name": "stock.work.0", "ready": ready, "consumers": 1},
                {"name": "stock.dead", "ready": 0, "consumers": 0},
            ],
        )
