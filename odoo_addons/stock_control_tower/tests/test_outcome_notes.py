import json

from odoo.tests import tagged

from ..lib.contract_validator import validate
from ..models.ledger.sequencer import head
from ..models.ledger.sql import statement
from .documents_common import DocumentCase


@tagged("post_install", "-at_install")
class TestOutcomeNotes(DocumentCase):
    """What was unusual reaches the partner, in the answer and in each repeat of it."""

    def test_notes_are_told_to_the_partner(self):
        self.steps(delivery="pick_ship")
        self.put(10)
        [pick] = self.order()
        event = self.documented("d", "shipment_dispatched", ("so", "SO1"))
        self.assertApplied(event)
        self.ingest(event)
        first, repeat = self.outcomes()
        note = {
            "code": "pick_missing",
            "message": f"Nobody reported {pick.name}; it was booked with this event.",
        }
        self.assertEqual(first.data["notes"], [note])
        self.assertEqual(repeat.data["outcome"], "duplicate")
        self.assertEqual(repeat.data["notes"], [note])
        self.assertEqual(self.violations(), [])

    def test_without_anything_unusual_there_are_none(self):
        self.put(10)
        self.order()
        self.assertApplied(
            self.documented("d", "shipment_dispatched", ("so", "SO1"), quantity="10")
        )
        [outcome] = self.outcomes()
        self.assertNotIn("notes", outcome.data)

    def violations(self):
        """What the contract has against the events as they are fetched."""
        before = head(self.env.cr)
        self.env.cr.execute(statement("number"), {"limit": 10_000})
        events, _last = self.outbox._fetch(before, 10_000)
        return [
            found for event in json.loads(f"[{events}]") for found in validate(event)
        ]
