from odoo.tests import tagged

from .race_common import RaceCase


@tagged("post_install", "-at_install")
class TestIngestLocks(RaceCase):
    """What is decided on a figure is decided on the one that will be there.

    Odoo does not wait for a quant that is busy, it makes another one: without locks of
    our own both transactions would go through, each right about what it had read.
    """

    def setUp(self):
        super().setUp()
        self._have(10)

    def _have(self, quantity):
        with self._connection() as env:
            env["stock.quant"]._update_available_quantity(
                env["product.product"].browse(self._race[1]),
                env["stock.location"].browse(self._place),
                quantity,
            )

    def _left(self):
        with self._connection() as env:
            quants = env["stock.quant"].search(
                [("product_id", "=", self._race[1]), ("location_id", "=", self._place)]
            )
            return sum(quants.mapped("quantity"))

    def _pass(self, first, second):
        """Take in two events at the same time; return (outcome, code) of each."""
        outcomes = self._run_past(self._taking_in([first]), self._taking_in([second]))
        return [(one["outcome"], one.get("code")) for [one] in outcomes]

    def _dispatch(self, event_id, quantity):
        return self._event(
            event_id, "shipment_dispatched", quantity=quantity, bin="RACE-S-1"
        )

    def _count(self, event_id, counted, expected):
        event = self._event(
            event_id,
            "cycle_count_posted",
            quantity=str(int(expected) - int(counted)),
            bin="RACE-S-1",
            countedQuantity=counted,
            expectedQuantity=expected,
        )
        event["data"]["mode"] = "count"
        return event

    def test_a_count_waits_for_a_movement(self):
        """Ten were there, three leave, and somebody has counted eight of ten."""
        outcomes = self._pass(self._dispatch("out", "3"), self._count("n", "8", "10"))
        self.assertEqual(outcomes, [("applied", None), ("conflict", "count_stale")])
        self.assertEqual(self._left(), 7)

    def test_two_dispatches_do_not_share_the_same_goods(self):
        with self._connection() as env:
            partner = env["stock.tower.partner"].browse(self._race[0])
            partner.negative_policy = "refuse"
        outcomes = self._pass(self._dispatch("a", "6"), self._dispatch("b", "6"))
        self.assertEqual(
            outcomes, [("applied", None), ("refused", "negative_not_allowed")]
        )
        self.assertEqual(self._left(), 4)

    def test_two_corrections_do_not_take_back_the_same_goods(self):
        with self._connection() as env:
            self._taking_in([self._event("in", quantity="5", bin="RACE-S-1")])(env)

        def take_back(event_id):
            event = self._event(
                event_id, "adjustment_posted", quantity="3", bin="RACE-S-1"
            )
            event["data"]["correction"] = {
                "declaredAt": self.at(),
                "reason": "did_not_occur",
                "correctsEventIds": ["in"],
            }
            return event

        outcomes = self._pass(take_back("x1"), take_back("x2"))
        self.assertEqual(
            outcomes, [("applied", None), ("refused", "correction_exceeds")]
        )
        self.assertEqual(self._left(), 12)
