import logging
import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from odoo.tests import BaseCase

from ..lib.atp import (
    Flow,
    Position,
    Projection,
    Rules,
    discrete,
    explain,
    most_specific,
)
from .atp_reference import new_seed, promise

_logger = logging.getLogger(__name__)

TODAY = date(2026, 3, 2)
BACKINGS = {"in_transit": "transit", "asn_backed": "asn", "confirmed": "plain"}


def day(number):
    """The day of period `number`; period 1 is today."""
    return TODAY + timedelta(days=number - 1)


def flows(quantities, start=1):
    return tuple(
        Flow(day(period), Decimal(quantity), f"DOC-{period}")
        for period, quantity in enumerate(quantities, start)
        if quantity
    )


def position(
    sellable=0, receipts=(), demands=(), horizon=30, safety=0, counted="confirmed"
):
    rules = Rules(horizon, Decimal(safety), counted)
    return Position(TODAY, Decimal(sellable), receipts, demands, rules)


class TestAtpTables(BaseCase):
    """The published tables (standards: APICS, NetSuite), figure by figure."""

    def test_apics_table(self):
        table = position(
            15,
            receipts=flows([40, 0, 40, 0, 40, 0, 40]),
            demands=flows([18, 15, 27, 22, 10, 8, 6, 5]),
        )
        self.assertEqual(
            [bucket.promise for bucket in discrete(table)], [22, -9, 22, 29]
        )
        projection = Projection(table)
        self.assertEqual(projection.balances, [37, 22, 35, 13, 43, 35, 69, 64])
        self.assertEqual(
            [projection.on(day(period)) for period in range(1, 9)],
            [13, 13, 13, 13, 35, 35, 64, 64],
        )
        # Without receipts, 15 pieces face orders for 111.
        self.assertEqual(projection.now, 0)

    def test_netsuite_table(self):
        table = position(
            receipts=flows([50, 40, 50, 50]), demands=flows([30, 40, 10, 0])
        )
        self.assertEqual(
            [bucket.promise for bucket in discrete(table)], [20, 0, 40, 50]
        )


class TestAtpRules(BaseCase):
    def test_now_ignores_receipts_and_keeps_safety_stock(self):
        figures = Projection(
            position(100, flows([500]), flows([30, 20]), safety="12.5")
        )
        self.assertEqual(figures.now, Decimal("37.5"))
        self.assertEqual(figures.on(TODAY), Decimal("537.5"))

    def test_overdue_demand_counts_and_overdue_receipts_do_not(self):
        late = Projection(position(10, flows([7], -3), flows([4], -3)))
        self.assertEqual((late.now, late.on(TODAY)), (6, 6))

    def test_receipts_that_count(self):
        receipts = tuple(
            Flow(TODAY, Decimal(quantity), backing=backing)
            for quantity, backing in (
                (1, "in_transit"),
                (10, "asn_backed"),
                (100, "confirmed"),
            )
        )
        for policy, expected in {
            "none": 0,
            "in_transit": 1,
            "asn_backed": 11,
            "confirmed": 111,
        }.items():
            figures = Projection(position(0, receipts, counted=policy))
            self.assertEqual(figures.on(TODAY), expected, policy)
            self.assertEqual(figures.now, 0, policy)

    def test_horizon(self):
        inside, outside = flows([5], 4), flows([90], 5)
        figures = Projection(position(20, outside, inside + outside, horizon=3))
        self.assertEqual(figures.now, 15)
        self.assertEqual(figures.on(day(4)), 15)
        self.assertIsNone(figures.on(day(5)), "nobody looked beyond the horizon")

    def test_a_promise_never_takes_what_a_later_order_needs(self):
        figures = Projection(position(10, flows([5], 3), flows([14], 5)))
        self.assertEqual([figures.on(day(period)) for period in (1, 3, 5)], [1, 1, 1])

    def test_overcommitment_is_found_and_never_published(self):
        short = position(3, flows([4], 9), flows([2, 0, 6]), safety="50")
        figures = Projection(short)
        self.assertEqual((figures.now, figures.on(TODAY)), (0, 0))
        self.assertEqual(figures.overcommitted, 5)
        self.assertEqual(figures.overcommitted_on, day(3))
        enough = Projection(position(8, (), flows([8]), safety="50"))
        self.assertEqual((enough.now, enough.overcommitted), (0, 0))
        self.assertIsNone(enough.overcommitted_on)

    def test_negative_stock(self):
        figures = Projection(position(-4))
        self.assertEqual((figures.now, figures.overcommitted), (0, 4))
        self.assertEqual(figures.overcommitted_on, TODAY)

    def test_the_past_is_refused(self):
        with self.assertRaisesRegex(ValueError, "2026-03-01 is past.*2026-03-02"):
            Projection(position(1)).on(day(0))

    def test_most_specific_policy_wins(self):
        rules = {}
        for number, key in enumerate(((None, None), (None, 7), (3, None), (3, 7))):
            rules[key] = Rules(horizon_days=number)
            self.assertEqual(most_specific(rules, 3, 7).horizon_days, number)
        self.assertEqual(most_specific(rules, 4, 8), rules[None, None])
        self.assertEqual(most_specific({}, 3, 7), Rules(30, Decimal(0), "confirmed"))


class TestAtpExplanation(BaseCase):
    def test_terms_of_now(self):
        receipts, demands = flows([40], 5), flows([8, 0, 7])
        explanation = explain(position(20, receipts, demands, safety="2", horizon=9))
        self.assertEqual(explanation.figure, 3)
        self.assertEqual(
            [(term.label, term.quantity) for term in explanation.terms],
            [("sellable", 20), ("demand", -8), ("demand", -7), ("safety", -2)],
        )
        self.assertEqual(explanation.terms[1].flow.document, "DOC-1")
        self.assertEqual(explanation.left_out, ((receipts[0], "now"),))

    def test_terms_of_a_day_stop_at_the_day_that_decides(self):
        demands = flows([8, 0, 7, 0, 0, 0, 1])
        explanation = explain(position(20, flows([40], 5), demands), TODAY)
        self.assertEqual((explanation.figure, explanation.binding_day), (5, day(3)))
        self.assertEqual(
            [(term.label, term.quantity) for term in explanation.terms],
            [("sellable", 20), ("demand", -8), ("demand", -7)],
        )

    def test_what_was_left_out_says_why(self):
        overdue, planned, far = flows([1], 0) + flows([2], 2) + flows([3], 50)
        explained = explain(position(0, (overdue, planned, far), (far,)), TODAY)
        self.assertEqual(
            explained.left_out,
            (
                (overdue, "overdue"),
                (far, "beyond_horizon"),
                (far, "beyond_horizon"),
            ),
        )
        strict = explain(position(0, (planned,), counted="asn_backed"), TODAY)
        self.assertEqual(strict.left_out, ((planned, "policy"),))

    def test_a_floor_is_a_term(self):
        explanation = explain(position(5, (), flows([9])))
        self.assertEqual(explanation.figure, 0)
        self.assertEqual(explanation.terms[-1].label, "floor")
        self.assertEqual(explanation.terms[-1].quantity, 4)

    def test_nothing_beyond_the_horizon(self):
        self.assertIsNone(explain(position(5), day(60)).figure)


class TestAtpProperties(BaseCase):
    """Random positions against the slow reference; ATP_SEED repeats a run."""

    RUNS = 1500

    def test_against_the_reference(self):
        seed = new_seed()
        _logger.info("ATP_SEED=%s, %s positions", seed, self.RUNS)
        for run in range(self.RUNS):
            with self.subTest(ATP_SEED=seed, run=run):
                self._check(_random_position(random.Random(f"{seed}-{run}")))

    def _check(self, case):
        incoming = [
            (flow.day, flow.quantity, BACKINGS[flow.backing]) for flow in case.receipts
        ]
        outgoing = [(flow.day, flow.quantity) for flow in case.demands]
        now, by_day, lacking = promise(
            TODAY,
            case.sellable,
            incoming,
            outgoing,
            case.rules.horizon_days,
            case.rules.safety,
            case.rules.receipts,
        )
        figures = Projection(case)
        self.assertEqual(figures.now, now)
        self.assertEqual({when: figures.on(when) for when in by_day}, by_day)
        self.assertEqual(figures.overcommitted, lacking)
        self.assertIsNone(figures.on(case.last + timedelta(days=1)))

        published = [figures.on(when) for when in sorted(by_day)]
        self.assertEqual(published, sorted(published), "it decreases")
        self.assertGreaterEqual(published[0], figures.now)
        self.assertGreaterEqual(figures.now, 0)
        for when in (None, TODAY, case.last):
            explanation = explain(case, when)
            self.assertEqual(
                explanation.figure, figures.now if when is None else figures.on(when)
            )
            self.assertEqual(
                sum(Fraction(term.quantity) for term in explanation.terms),
                Fraction(explanation.figure),
            )
        self.assertEqual(
            sum(bucket.promise for bucket in discrete(case)), figures.balances[-1]
        )


def _random_position(choose):
    def quantity():
        return Decimal(choose.randrange(1, 5000)).scaleb(-choose.randrange(4))

    def some(longest, backings):
        return tuple(
            Flow(
                TODAY + timedelta(days=choose.randrange(-4, 14)),
                quantity(),
                backing=choose.choice(backings),
            )
            for _ in range(choose.randrange(longest))
        )

    return Position(
        TODAY,
        quantity() * choose.choice((-1, 0, 1, 3)),
        some(7, list(BACKINGS)),
        some(12, ["confirmed"]),
        Rules(
            choose.randrange(12),
            choose.choice((Decimal(0), quantity())),
            choose.choice(("none", "in_transit", "asn_backed", "confirmed")),
        ),
    )
