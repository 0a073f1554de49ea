from odoo.tests import tagged

from .race_common import RaceCase


@tagged("post_install", "-at_install")
class TestIngestConcurrency(RaceCase):
    """One effect per event, however many bring it."""

    def _figures(self):
        partner_id, product_id, _code, _environment = self._race
        with self._connection() as env:
            env.cr.execute(
                """SELECT (SELECT COALESCE(sum(quantity), 0) FROM stock_quant quant
                             JOIN stock_location l ON l.id = quant.location_id
                            WHERE product_id = %(product)s AND l.usage = 'internal'),
                          (SELECT count(*) FROM stock_move
                            WHERE product_id = %(product)s),
                          (SELECT COALESCE(sum(duplicate_count), 0)
                             FROM stock_tower_inbox WHERE partner_id = %(partner)s),
                          (SELECT count(*) FROM stock_tower_outbox
                            WHERE partner_id = %(partner)s
                              AND kind = 'event_outcome')""",
                {"partner": partner_id, "product": product_id},
            )
            return tuple(int(figure) for figure in env.cr.fetchone())

    def test_the_same_event_at_once(self):
        event = self._event("race-1")
        outcomes = self._run_together([event], [event])
        self.assertEqual(sorted(outcomes), [["applied"], ["duplicate"]])
        self.assertEqual(self._figures(), (5, 1, 1, 2))

    def test_overlapping_batches_at_once(self):
        events = [self._event(f"race-{number}") for number in range(4)]
        self._run_together(events[:3], events[1:])
        self.assertEqual(self._figures(), (20, 4, 2, 6))

    def test_one_business_key_at_once(self):
        first, second = self._event("race-a"), self._event("race-b")
        second["data"]["businessKey"] = first["data"]["businessKey"]
        outcomes = self._run_together([first], [second])
        self.assertEqual(sorted(outcomes), [["applied"], ["refused"]])
        self.assertEqual(self._figures(), (5, 1, 0, 2))
