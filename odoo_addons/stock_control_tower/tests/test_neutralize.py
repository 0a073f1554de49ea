from pathlib import Path

from odoo.tests import TransactionCase, tagged

_SQL = Path(__file__).parent.parent / "data" / "neutralize.sql"


@tagged("post_install", "-at_install")
class TestNeutralize(TransactionCase):
    def test_a_copy_speaks_to_nobody(self):
        subscription = self.env["stock.tower.subscription"].create(
            {"name": "Production", "url": "https://production.example/hook"}
        )
        token = self.env["stock.tower.token"]._generate("production", ["status.read"])
        data = {"kind": "event_outcome", "mode": "notice", "businessKey": "n"}
        self.env["stock.tower.outbox"]._emit_outcomes([{"data": data}])
        self.env["stock.tower.delivery"].create(
            {"subscription_id": subscription.id, "webhook_id": "msg_n", "body": "{}"}
        )
        self.env.flush_all()
        self.env.cr.execute(_SQL.read_text())
        self.env.invalidate_all()
        self.env.registry.clear_all_caches()

        self.assertFalse(subscription.active)
        self.assertFalse(subscription.url)
        self.assertFalse(subscription.secret)
        self.assertEqual(subscription.delivery_ids.state, "failed")
        self.assertFalse(self.env["stock.tower.token"]._recognise(token))
        outbox = self.env["stock.tower.outbox"]
        self.assertEqual(outbox._environment(), "neutralized")
        environments = {row.environment for row in outbox.search([])}
        self.assertEqual(environments, {"neutralized"})

    def test_twice_is_as_once(self):
        self.env.cr.execute(_SQL.read_text())
        self.env.cr.execute(_SQL.read_text())
