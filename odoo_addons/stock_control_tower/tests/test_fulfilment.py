import random
from collections import Counter, defaultdict
from decimal import Decimal
from types import SimpleNamespace

from odoo.tests import BaseCase

from ..lib.inbound.document_match import Document, DocumentMove
from ..lib.inbound.fulfilment import Openings, Preference
from ..lib.inbound.planned import PlannedLine
from ..lib.inbound.resolution import Refused

_ACCEPTS = SimpleNamespace(over_policy="accept", over_tolerance=0.0)
_REFUSES = SimpleNamespace(over_policy="refuse", over_tolerance=0.0)


def line(number, product, lots):
    lots = tuple((name, Decimal(quantity)) for name, quantity in lots)
    total = sum(quantity for _name, quantity in lots)
    path = f"/data/lines/{number}"
    return PlannedLine(str(number), path, 1, product, 1, total, lots)


def move(id_, product, open_, document=1, **values):
    return DocumentMove(
        id_, document, product, Decimal(open_), Decimal(open_), **values
    )


def document(id_, moves, operation="receipt"):
    name = f"WH/{id_}"
    names = frozenset({name})
    return Document(id_, name, "assigned", operation, 1, names, moves=tuple(moves))


class TestFulfilment(BaseCase):
    def spread(self, reported, documents, sender=_ACCEPTS, openings=None, **preference):
        """Return [(line id, move id, lots as text), …]."""
        openings = openings or Openings(documents)
        shares = openings.distribute(
            reported, documents, sender, str, Preference(**preference)
        )
        return [
            (
                share.line.line_id,
                share.move_id,
                ",".join(f"{name or ''}{quantity}" for name, quantity in share.lots),
            )
            for share in shares
        ]

    def assertRefuses(self, code, lines, documents, sender, openings=None):
        with self.assertRaises(Refused) as caught:
            self.spread(lines, documents, sender, openings)
        self.assertEqual(caught.exception.refusal.code, code)
        return caught.exception.refusal

    def test_the_oldest_first_and_the_rest_stays_open(self):
        documents = [document(1, [move(1, 7, 5), move(2, 7, 5)])]
        openings = Openings(documents)
        spread = self.spread([line(0, 7, [(None, 8)])], documents, openings=openings)
        self.assertEqual(spread, [("0", 1, "5"), ("0", 2, "3")])
        self.assertEqual(openings.left(documents[0].moves[1]), 2)

    def test_the_line_of_the_order_then_the_lot(self):
        moves = [
            move(1, 7, 5, line="10", lots=frozenset({"A"})),
            move(2, 7, 5, line="20", lots=frozenset({"B"})),
            move(3, 7, 5, line="20", lots=frozenset({"C"})),
        ]
        documents = [document(1, moves)]
        lots = [("A", 3), ("C", 3)]
        self.assertEqual(
            self.spread([line(0, 7, lots)], documents),
            [("0", 1, "A3"), ("0", 3, "C3")],
        )
        self.assertEqual(
            self.spread([line(0, 7, lots)], documents, lines=frozenset({"20"})),
            [("0", 2, "A3"), ("0", 3, "C3")],
        )

    def test_the_notice_comes_first(self):
        documents = [document(1, [move(1, 7, 5), move(2, 7, 5, asn="A1")])]
        spread = self.spread(
            [line(0, 7, [(None, 6)])], documents, asns=frozenset({"A1"})
        )
        self.assertEqual(spread, [("0", 1, "1"), ("0", 2, "5")][::-1])

    def test_the_nearest_step_first_and_more_from_where_it_comes(self):
        documents = [
            document(1, [move(1, 7, 5)], "delivery"),
            document(2, [move(2, 7, 5, 2)], "pick"),
        ]
        spread = self.spread([line(0, 7, [(None, 12)])], documents)
        self.assertEqual(spread, [("0", 1, "5"), ("0", 2, "7")])

    def test_more_than_open(self):
        documents = [document(1, [move(1, 7, 10)])]
        tolerant = SimpleNamespace(over_policy="refuse", over_tolerance=5.0)
        within, beyond = line(0, 7, [(None, "10.5")]), line(0, 7, [(None, "10.51")])
        self.assertEqual(self.spread([beyond], documents), [("0", 1, "10.51")])
        self.assertEqual(self.spread([within], documents, tolerant), [("0", 1, "10.5")])
        refusal = self.assertRefuses("quantity_over", [beyond], documents, tolerant)
        self.assertEqual(refusal.path, "/data/lines/0/quantity")
        self.assertIn("0.5 more", refusal.message)
        self.assertRefuses("quantity_over", [within], documents, _REFUSES)

    def test_the_tolerance_is_for_all_lines_and_events_together(self):
        documents = [document(1, [move(1, 7, 10)])]
        tolerant = SimpleNamespace(over_policy="refuse", over_tolerance=10.0)
        openings = Openings(documents)
        first = line(0, 7, [(None, "10.6")])
        self.spread([first], documents, tolerant, openings)
        more = line(0, 7, [(None, "0.5")])
        self.assertRefuses("quantity_over", [more], documents, tolerant, openings)

    def test_what_is_not_on_the_document(self):
        documents = [document(1, [move(1, 7, 10)])]
        other = line(1, 8, [("L", 2)])
        self.assertEqual(self.spread([other], documents), [("1", None, "L2")])
        refusal = self.assertRefuses(
            "item_not_on_document", [other], documents, _REFUSES
        )
        self.assertEqual(refusal.path, "/data/lines/1/item")

    def test_a_refused_event_takes_nothing(self):
        documents = [document(1, [move(1, 7, 10)])]
        openings = Openings(documents)
        lines = [line(0, 7, [(None, 6)]), line(1, 7, [(None, 6)])]
        self.assertRefuses("quantity_over", lines, documents, _REFUSES, openings)
        self.assertEqual(openings.left(documents[0].moves[0]), 10)

    def test_nothing_is_lost_and_nothing_invented(self):
        for seed in range(500):
            with self.subTest(seed=seed):
                self._check_conservation(random.Random(seed))

    def _check_conservation(self, rng):
        documents, number = [], 0
        for id_ in range(1, rng.randint(1, 3) + 1):
            moves = []
            for _count in range(rng.randint(1, 4)):
                number += 1
                lots = frozenset(rng.sample("ABC", rng.randint(0, 2)))
                moves.append(
                    move(number, rng.randint(1, 3), rng.randint(0, 9), id_, lots=lots)
                )
            documents.append(document(id_, moves, rng.choice(["delivery", "pick"])))
        moves = [one for each in documents for one in each.moves]
        openings, taken = Openings(documents), Counter()
        for _event in range(rng.randint(1, 4)):
            lines = [
                line(
                    n,
                    rng.randint(1, 4),
                    [(rng.choice("ABCD"), rng.randint(1, 6)) for _lot in range(2)],
                )
                for n in range(rng.randint(1, 4))
            ]
            shares = openings.distribute(lines, documents, _ACCEPTS, str)
            by_line = defaultdict(Counter)
            for share in shares:
                self.assertGreater(share.quantity, 0)
                taken[share.move_id] += share.quantity
                by_line[share.line.line_id].update(dict(share.lots))
                if share.move_id:
                    [own] = [one for one in moves if one.id == share.move_id]
                    self.assertEqual(own.product_id, share.line.product_id)
            for one in lines:
                wanted = Counter()
                for name, quantity in one.lots:
                    wanted[name] += quantity
                self.assertEqual(by_line[one.line_id], wanted)
        for one in moves:
            over = taken[one.id] > one.open
            self.assertEqual(openings.left(one), max(one.open - taken[one.id], 0))
            if over:
                same = [each for each in moves if each.product_id == one.product_id]
                self.assertFalse([each for each in same if openings.left(each)])
