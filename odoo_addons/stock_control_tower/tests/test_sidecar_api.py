from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..lib.contract_validator import validate
from .rpc_common import URL, RpcCase


@tagged("post_install", "-at_install")
class TestSidecarApi(RpcCase):
    def test_claim_fetch_advance(self):
        claim = self.call("outbox.claim", {"holder": "a"})["result"]
        start = claim["head"]
        self.env["stock.quant"]._update_available_quantity(self.product, self.stock, 3)
        self.env["stock.quant"]._update_available_quantity(self.product, self.stock, 4)
        self.env.flush_all()
        page = self.call(
            "outbox.fetch", {"fence": claim["fence"], "after": start, "limit": 1}
        )["result"]
        [event] = page["events"]
        self.assertEqual(validate(event), [])
        self.assertEqual(int(event["sequence"]), int(start) + 1)
        self.assertEqual(page["last"], str(int(start) + 1))
        self.assertEqual(page["head"], str(int(start) + 2))
        advanced = self.call(
            "outbox.advance",
            {
                "fence": claim["fence"],
                "to": page["head"],
                "published_at": "2030-01-01T00:00:00.000Z",
            },
        )["result"]
        self.assertEqual(advanced["cursor"], page["head"])
        publication = self.env["stock.tower.publication"].search([], limit=1)
        self.assertEqual(publication.to_sequence, int(page["head"]))
        self.assertGreater(publication.max_lag_ms, 1000)
        status = self.call("tower.status")["result"]
        self.assertEqual(status["outbox"]["waiting"], 0)
        self.assertEqual(status["environment"], "production")

    def test_a_sidecar_tells_of_the_broker(self):
        queue = {"name": "stock.intake", "ready": 7, "consumers": 1}
        report = {"name": "one", "broker": {"ok": True}, "queues": [queue]}
        self.assertEqual(self.call("tower.report", report)["result"], {})
        known = self.env["stock.tower.queue"].search([("name", "=", "stock.intake")])
        self.assertEqual((known.ready, known.sidecar_id.name), (7, "one"))
        self.assertTrue(known.sidecar_id.is_alive)
        for bad in (
            {**report, "queues": [queue] * 101},
            {**report, "queues": [{**queue, "ready": -1}]},
            {**report, "broker": {}},
            {**report, "name": ""},
        ):
            self.assertEqual(self.code("tower.report", bad), -32602)

    def test_filter_passes_over_other_kinds(self):
        self.subscription.kinds = "goods_received"
        claim = self.call("outbox.claim", {"holder": "a"})["result"]
        self.env["stock.quant"]._update_available_quantity(self.product, self.stock, 3)
        self.env.flush_all()
        page = self.call(
            "outbox.fetch", {"fence": claim["fence"], "after": claim["head"]}
        )["result"]
        self.assertEqual(page["events"], [])
        self.assertEqual(page["last"], page["head"])

    def test_lease_and_fence(self):
        first = self.call("outbox.claim", {"holder": "a"})["result"]
        self.assertEqual(self.code("outbox.claim", {"holder": "b"}), -32011)
        again = self.call("outbox.claim", {"holder": "a"})["result"]
        self.assertGreater(again["fence"], first["fence"])
        old = {"fence": first["fence"], "after": "0"}
        self.assertEqual(self.code("outbox.fetch", old), -32010)
        old = {"fence": first["fence"], "to": "0"}
        self.assertEqual(self.code("outbox.advance", old), -32010)
        self.subscription.invalidate_recordset()
        # `now()` in SQL is when the test began.
        self.subscription.lease_until = fields.Datetime.now() - timedelta(hours=1)
        self.env.flush_all()
        taken = self.call("outbox.claim", {"holder": "b"})["result"]
        self.assertGreater(taken["fence"], again["fence"])

    def test_advance_stays_between_cursor_and_head(self):
        claim = self.call("outbox.claim", {"holder": "a"})["result"]
        beyond = {"fence": claim["fence"], "to": str(int(claim["head"]) + 1)}
        self.assertEqual(self.code("outbox.advance", beyond), -32602)

    def test_protocol_errors(self):
        def failed(body):
            return self.post(body).json()["error"]["code"]

        self.assertEqual(failed(b"{"), -32700)
        self.assertEqual(failed(b"\xff\xfe"), -32700)
        self.assertEqual(failed(b"[" * 100_000), -32700)
        self.assertEqual(failed([]), -32600)
        self.assertEqual(failed({"jsonrpc": "1.0", "id": 1, "method": "x"}), -32600)
        self.assertEqual(failed({"jsonrpc": "2.0", "method": "tower.status"}), -32600)
        self.assertEqual(self.code("no.such"), -32601)
        self.assertEqual(self.code("outbox.claim"), -32602)
        self.assertEqual(self.code("outbox.claim", {"holder": ""}), -32602)
        for limit in (0, 2001, "x", True, 1.5):
            params = {"fence": 1, "after": "0", "limit": limit}
            self.assertEqual(self.code("outbox.fetch", params), -32602)
        self.assertEqual(self.code("inbox.ingest", {"items": []}), -32602)
        items = [{"partner": "x", "body": 1}]
        self.assertEqual(self.code("inbox.ingest", {"items": items}), -32602)

    def test_token_is_needed(self):
        request = {"jsonrpc": "2.0", "id": 1, "method": "tower.status"}
        for token in (False, "sct_wrong", "x"):
            answer = self.post(request, token)
            self.assertEqual(answer.status_code, 401)
            self.assertEqual(answer.json()["error"]["code"], "unauthorised")
            self.assertIn("Bearer", answer.headers["WWW-Authenticate"])

    def test_expired_and_revoked_tokens(self):
        request = {"jsonrpc": "2.0", "id": 1, "method": "tower.status"}
        past = fields.Datetime.now() - timedelta(seconds=1)
        expired = self.Token._generate("old", ["status.read"], expires_at=past)
        self.assertEqual(self.post(request, expired).status_code, 401)
        revoked = self.Token._generate("revoked", ["status.read"])
        self.assertEqual(self.post(request, revoked).status_code, 200)
        self.Token.search([("name", "=", "revoked")]).action_revoke()
        self.env.flush_all()
        self.assertEqual(self.post(request, revoked).status_code, 401)

    def test_scopes(self):
        token = self.Token._generate("status only", ["status.read"])
        self.call("tower.status", token=token)
        for method in ("outbox.claim", "outbox.fetch", "inbox.ingest"):
            answer = self.post({"jsonrpc": "2.0", "id": 1, "method": method}, token)
            self.assertEqual(answer.status_code, 403)
            self.assertEqual(answer.json()["error"]["code"], "forbidden")

    def test_only_the_hash_is_kept(self):
        self.env.cr.execute("SELECT to_jsonb(t)::text FROM stock_tower_token t")
        rows = " ".join(row for (row,) in self.env.cr.fetchall())
        self.assertNotIn(self.token, rows)
        self.assertNotIn(self.token.removeprefix("sct_"), rows)

    def test_body_limit(self):
        answer = self.post(b" " * (8 * 1024 * 1024 + 1))
        self.assertEqual(answer.status_code, 413)

    def test_get_is_not_served(self):
        self.assertEqual(self.url_open(URL).status_code, 405)
