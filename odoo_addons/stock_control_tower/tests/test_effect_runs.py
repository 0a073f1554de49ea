import random
from types import SimpleNamespace

from odoo.tests import BaseCase

from ..lib.inbound.effects import effect_runs

_KINDS = ("goods_received", "shipment_dispatched", "stock_moved")


def delivery(number, kind, product, document=None, package=None, corrects=()):
    line = SimpleNamespace(product_id=product, package=package, sscc=None)
    references = [{"type": "po", "id": document}] if document else []
    return SimpleNamespace(
        number=number, kind=kind, lines=[line], references=references, corrects=corrects
    )


class TestEffectRuns(BaseCase):
    """Batches are regrouped, but never past what order can matter to."""

    def runs(self, *deliveries):
        return [
            (effect, [one.number for one in run])
            for effect, run in effect_runs(deliveries)
        ]

    def test_unrelated_events_are_brought_together(self):
        batch = [delivery(n, _KINDS[n % 2], product=n) for n in range(6)]
        self.assertEqual(
            self.runs(*batch), [("receipt", [0, 2, 4]), ("dispatch", [1, 3, 5])]
        )

    def test_related_ones_keep_their_order(self):
        for same in ({"product": 7}, {"document": "D"}, {"package": "P"}):
            with self.subTest(same=same):
                batch = [
                    delivery(n, _KINDS[n % 2], **{"product": n, **same})
                    for n in range(3)
                ]
                self.assertEqual(
                    self.runs(*batch),
                    [("receipt", [0]), ("dispatch", [1]), ("receipt", [2])],
                )

    def test_nothing_passes_a_correction(self):
        batch = [delivery(n, "goods_received", product=n) for n in range(4)]
        batch[1].corrects = ["e0"]
        self.assertEqual(
            self.runs(*batch),
            [("receipt", [0]), ("receipt", [1]), ("receipt", [2, 3])],
        )

    def test_any_batch(self):
        for seed in range(300):
            rng = random.Random(seed)
            batch = [
                delivery(n, rng.choice(_KINDS), rng.randint(1, 4), rng.choice("ABC"))
                for n in range(rng.randint(1, 12))
            ]
            order = [one for _effect, run in effect_runs(batch) for one in run]
            self.assertEqual(
                sorted(one.number for one in order), list(range(len(batch)))
            )
            for place, later in enumerate(order):
                for earlier in order[:place]:
                    if later.number < earlier.number:
                        self.assertNotEqual(later.kind, earlier.kind)
                        self.assertFalse(_speak_of_the_same(later, earlier), seed)


def _speak_of_the_same(one, other):
    return (
        one.lines[0].product_id == other.lines[0].product_id
        or one.references == other.references
    )
