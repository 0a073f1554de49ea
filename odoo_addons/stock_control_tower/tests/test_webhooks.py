"""Webhooks from committed events to a real HTTP server."""

import threading
import time
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from odoo.tests import tagged

from ..emitter.thread import Emitter
from ..lib.webhooks import standard_webhooks
from .committed import CommittedCase

SLOW = 2.0  # seconds


class _Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        path = self.path.strip("/")
        self.server.got[path].append((dict(self.headers), body))
        if path == "slow":
            time.sleep(SLOW)
        status = {"failing": 500, "redirect": 302, "gone": 410}.get(path, 204)
        self.send_response(status)
        if status == 302:
            self.send_header("location", "/canary")
        self.end_headers()

    def log_message(self, *_args):
        return


@tagged("post_install", "-at_install")
class TestWebhooks(CommittedCase):
    def setUp(self):
        super().setUp()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _Receiver)
        self.server.got = defaultdict(list)
        thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        thread.start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.emitter = Emitter(self.env.cr.dbname)  # driven by the test, not started
        self.ids = {}
        self.addCleanup(self._remove_subscriptions)
        # Before that (the last goes first): an attempt may still be on its way into
        # the rows that are removed.
        self.addCleanup(self.emitter.senders.shutdown)

    def subscribe(self, *names, **values):
        port = self.server.server_port
        with self.committed() as env:
            for name in names:
                subscription = env["stock.tower.subscription"].create(
                    {
                        "name": f"test {name}",
                        "url": f"http://127.0.0.1:{port}/{name}",
                        "allow_private": True,
                        "notified_sequence": self.head,
                        **values,
                    }
                )
                self.ids[name] = subscription.id

    def _remove_subscriptions(self):
        with self.committed() as env:
            env["stock.tower.subscription"].browse(self.ids.values()).unlink()

    def happen(self):
        with self.committed() as env:
            self.emit(env)
        self.emitter.turn()

    def row(self, name):
        """Health and last delivery of a subscription, as committed."""
        with self.committed() as env:
            env.cr.execute(
                """SELECT s.state, s.last_error, s.consecutive_failures,
                          d.id AS delivery, d.state AS delivery_state,
                          d.attempt_count, d.webhook_id, d.body, d.next_attempt_at,
                          (SELECT array_agg(a.status_code ORDER BY a.id)
                             FROM stock_tower_attempt a
                            WHERE a.delivery_id = d.id) AS statuses
                     FROM stock_tower_subscription s
                LEFT JOIN stock_tower_delivery d ON d.subscription_id = s.id
                    WHERE s.id = %s
                 ORDER BY d.id DESC LIMIT 1""",
                [self.ids[name]],
            )
            return env.cr.dictfetchone()

    def eventually(self, condition, seconds=10):
        end = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), end, "did not become true in time")
            time.sleep(0.02)

    def attempted(self, name, times=1):
        self.eventually(lambda: self.row(name)["attempt_count"] == times)
        return self.row(name)

    def test_a_slow_receiver_delays_nobody(self):
        self.subscribe("slow", "fast")
        started = time.monotonic()
        self.happen()
        self.eventually(lambda: self.row("fast")["delivery_state"] == "delivered")
        self.assertLess(time.monotonic() - started, SLOW)
        self.assertEqual(self.row("slow")["delivery_state"], "pending")
        self.eventually(lambda: self.row("slow")["delivery_state"] == "delivered")

    def test_message_and_signature(self):
        self.subscribe("fast")
        self.happen()
        row = self.attempted("fast")
        [(headers, body)] = self.server.got["fast"]
        self.assertEqual(body.decode(), row["body"])
        self.assertIn('"type": "stock.events.available"', row["body"])
        self.assertIn(f'"head": "{self.head + 1}"', row["body"])
        with self.committed() as env:
            secret = env["stock.tower.subscription"].browse(self.ids["fast"]).secret
        self.assertEqual(
            headers["webhook-signature"],
            standard_webhooks.signature(
                secret, headers["webhook-id"], headers["webhook-timestamp"], body
            ),
        )
        self.assertEqual(row["state"], "healthy")

    def test_rotation_signs_with_both_secrets(self):
        self.subscribe("fast")
        with self.committed() as env:
            subscription = env["stock.tower.subscription"].browse(self.ids["fast"])
            old = subscription.secret
            subscription.action_rotate_secret()
            new = subscription.secret
        self.assertNotEqual(old, new)
        self.happen()
        self.attempted("fast")
        [(headers, body)] = self.server.got["fast"]
        self.assertEqual(
            headers["webhook-signature"].split(" "),
            [
                standard_webhooks.signature(
                    secret, headers["webhook-id"], headers["webhook-timestamp"], body
                )
                for secret in (new, old)
            ],
        )
        with self.committed() as env:
            env.cr.execute(
                """UPDATE stock_tower_subscription SET previous_secret_expires_at =
                   now() AT TIME ZONE 'UTC' - interval '1 second' WHERE id = %s""",
                [self.ids["fast"]],
            )
        self.happen()
        self.eventually(lambda: len(self.server.got["fast"]) == 2)
        self.assertNotIn(" ", self.server.got["fast"][1][0]["webhook-signature"])

    def test_failure_is_tried_again_with_the_same_message(self):
        self.subscribe("failing")
        self.happen()
        row = self.attempted("failing")
        self.assertEqual((row["state"], row["delivery_state"]), ("failing", "pending"))
        self.assertTrue(row["next_attempt_at"])
        self.happen()  # newer events wait for the pending message, which covers them
        with self.committed() as env:
            env.cr.execute(
                """UPDATE stock_tower_delivery SET next_attempt_at =
                   now() AT TIME ZONE 'UTC' WHERE id = %s""",
                [row["delivery"]],
            )
        self.emitter.turn()
        again = self.attempted("failing", 2)
        self.assertEqual(again["delivery"], row["delivery"])
        first, second = self.server.got["failing"]
        self.assertEqual(first[1], second[1])
        self.assertEqual(first[0]["webhook-id"], second[0]["webhook-id"])
        self.assertEqual(again["consecutive_failures"], 2)

    def test_attempts_survive_a_rollback(self):
        """Recorded in transactions of their own, whatever the user's does."""
        self.subscribe("failing")
        with self.committed() as env:
            self.emit(env)
        with self.committed() as env:
            env["stock.tower.subscription"].browse(self.ids["failing"]).name = "lost"
            self.emitter.turn()
            self.attempted("failing")
            env.cr.rollback()
        self.assertEqual(self.row("failing")["statuses"], [500])

    def test_redirects_are_not_followed(self):
        self.subscribe("redirect")
        self.happen()
        self.assertEqual(self.attempted("redirect")["statuses"], [302])
        self.assertFalse(self.server.got["canary"])

    def test_gone_is_not_called_again(self):
        self.subscribe("gone")
        self.happen()
        self.assertEqual(self.attempted("gone")["state"], "gone")
        self.happen()
        self.assertEqual(len(self.server.got["gone"]), 1)

    def test_private_target_is_refused(self):
        self.subscribe("private", allow_private=False)
        self.happen()
        self.assertIn("private or loopback", self.attempted("private")["last_error"])
        self.assertFalse(self.server.got["private"])

    def test_filter_spares_the_message(self):
        self.subscribe("filtered", kinds="goods_received")
        self.happen()
        self.assertFalse(self.row("filtered")["delivery"])
        self.subscribe("wanted", kinds="goods_received, event_outcome")
        self.happen()
        self.attempted("wanted")

    def test_two_processes_send_once(self):
        self.subscribe("fast")
        with self.committed() as env:
            self.emit(env)
        other = Emitter(self.env.cr.dbname)
        self.addCleanup(other.senders.shutdown)
        threads = [threading.Thread(target=one.turn) for one in (self.emitter, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.attempted("fast")
        time.sleep(0.3)  # a second message would have arrived by now
        self.assertEqual(len(self.server.got["fast"]), 1)
