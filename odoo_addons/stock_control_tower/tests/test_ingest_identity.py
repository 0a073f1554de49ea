import json

from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from .inbound_common import SOURCE, InboundCase


@tagged("post_install", "-at_install")
class TestIngestIdentity(InboundCase):
    """(source, id) takes effect once; repeats and conflicts are told apart."""

    def test_ten_repeats_in_one_batch(self):
        event = self.event("same")
        outcomes = self.ingest(*[event] * 11)
        self.assertEqual(
            [one["outcome"] for one in outcomes], ["applied"] + ["duplicate"] * 10
        )
        self.assertEqual(outcomes[5]["first"]["outcome"], "applied")
        self.assertEqual(self.on_hand(), 5)
        row = self.inbox.search([("event_id", "=", "same")])
        self.assertEqual((len(row), row.duplicate_count), (1, 10))
        self.assertTrue(row.last_duplicate_at)
        self.assertEqual(
            [one.data["outcome"] for one in self.outcomes()],
            ["applied"] + ["duplicate"] * 10,
        )

    def test_repeats_over_batches_and_with_other_trace_fields(self):
        event = self.event("again")
        first = self.ingest(event)[0]
        event["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        event["correlationid"] = "other"
        text = json.dumps(dict(reversed(event.items())), indent=1)
        for _time in range(3):
            repeat = self.ingest(text, text)
            self.assertEqual({one["outcome"] for one in repeat}, {"duplicate"})
        self.assertEqual(first["outcome"], "applied")
        row = self.inbox.search([("event_id", "=", "again")])
        self.assertEqual(row.duplicate_count, 6)
        self.assertEqual(self.on_hand(), 5)

    def test_a_repeat_of_a_refusal_gets_the_stored_answer(self):
        event = self.event("bad", sku="NO-SUCH")
        first = self.ingest(event)[0]
        self._new_product("NO-SUCH")
        repeat = self.ingest(event)[0]
        self.assertEqual(repeat["outcome"], "duplicate")
        self.assertEqual(repeat["code"], "unknown_item")
        self.assertEqual(repeat["message"], first["message"])
        self.assertEqual(repeat["first"]["outcome"], "refused")

    def test_the_same_id_with_other_facts_is_a_conflict(self):
        self.ingest(self.event("clash", quantity="5"))
        event = self.event("clash", quantity="6")
        outcome = self.ingest(event, event)[0]
        self.assertEqual(outcome["outcome"], "conflict")
        self.assertEqual(outcome["code"], "id_conflict")
        self.assertEqual(outcome["first"]["outcome"], "applied")
        self.assertEqual(self.on_hand(), 5)
        self.ingest(event)
        rows = self.inbox.search([("event_id", "=", "clash")], order="id")
        self.assertEqual(rows.mapped("state"), ["applied", "conflict"])
        self.assertEqual(rows[1].duplicate_count, 2)
        self.assertFalse(rows[1].move_ids)
        self.assertEqual(self.outcomes()[-1].data["outcome"], "conflict")

    def test_a_conflict_inside_one_batch(self):
        outcomes = self.ingest(
            self.event("pair", quantity="1"), self.event("pair", quantity="2")
        )
        self.assertEqual([one["outcome"] for one in outcomes], ["applied", "conflict"])
        self.assertEqual(self.on_hand(), 1)

    def test_a_foreign_message_does_not_use_up_an_identity(self):
        event = self.event("mine")
        self.env["stock.tower.partner"].create(
            {"code": "other", "name": "Other", "source": "urn:test:other"}
        )
        stolen = self.ingest(event, partner="other")[0]
        self.assertEqual(stolen["code"], "foreign_source")
        wrong = self.ingest({**event, "environment": "staging"})[0]
        self.assertEqual(wrong["code"], "environment_mismatch")
        self.assertEqual(self.ingest(event)[0]["outcome"], "applied")

    def test_bytes_without_identity_are_kept_per_partner(self):
        self.ingest("{nonsense", "{nonsense")
        row = self.inbox.search([("partner_code", "=", "test-wms")])
        self.assertEqual((row.source, row.duplicate_count), ("", 1))
        self.assertRegex(row.event_id, r"^sha256:[0-9a-f]{64}$")
        self.ingest("{nonsense", partner="nobody")
        self.assertEqual(self.inbox.search_count([("event_id", "=", row.event_id)]), 2)

    def test_the_database_itself_refuses_a_second_row(self):
        self.ingest(self.event("unique"))
        row = self.inbox.search([("event_id", "=", "unique")])
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(UniqueViolation, "inbox_identity"),
            self.cr.savepoint(),
        ):
            self.env.cr.execute(
                "INSERT INTO stock_tower_inbox (source, event_id, state)"
                " VALUES (%s, 'unique', 'applied')",
                [SOURCE],
            )
        move = row.move_ids
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(UniqueViolation, "tower_effect"),
            self.cr.savepoint(),
        ):
            self.env.cr.execute(
                "INSERT INTO stock_move (tower_inbox_id, tower_line, product_id,"
                " product_uom, product_uom_qty, company_id, location_id,"
                " location_dest_id, date, procure_method) SELECT tower_inbox_id,"
                " tower_line, product_id, product_uom, product_uom_qty, company_id,"
                " location_id, location_dest_id, date, procure_method"
                " FROM stock_move WHERE id = %s",
                [move.id],
            )
