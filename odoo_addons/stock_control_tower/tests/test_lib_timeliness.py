"""When an event takes effect, on clocks that are put forward and back."""

from datetime import UTC, datetime, timedelta

import pytz
from odoo.tests import BaseCase, tagged

from ..lib.authority.timeliness import Timeliness, due_at, is_late, next_try

_CHICAGO = pytz.timezone("America/Chicago")  # UTC-6, in summer UTC-5


def at(text):
    return datetime.fromisoformat(text)


def night(start=22.0, end=5.5):
    return Timeliness("scheduled", window_start=start, window_end=end)


@tagged("post_install", "-at_install")
class TestLibTimeliness(BaseCase):
    def assertDue(self, now, expected, timeliness, zone=UTC):
        due = due_at(at(now), timeliness, zone)
        self.assertEqual(due, expected and at(expected), f"{now} {timeliness}")

    def test_real_time_is_now(self):
        self.assertDue("2026-11-23T12:00:00", None, Timeliness())

    def test_micro_batches_end_at_the_same_moments_everywhere(self):
        five = Timeliness("micro_batch", batch_seconds=300)
        self.assertDue("2026-11-23T12:00:00.001", "2026-11-23T12:05:00", five)
        self.assertDue("2026-11-23T12:04:59", "2026-11-23T12:05:00", five)
        self.assertDue("2026-11-23T12:05:00", None, five)
        self.assertDue("2026-11-23T23:59:00", "2026-11-24T00:00:00", five)

    def test_a_window_of_the_day(self):
        noon = night(12.0, 13.25)
        self.assertDue("2026-11-23T11:59:59", "2026-11-23T12:00:00", noon)
        self.assertDue("2026-11-23T12:00:00", None, noon)
        self.assertDue("2026-11-23T13:14:59", None, noon)
        self.assertDue("2026-11-23T13:15:00", "2026-11-24T12:00:00", noon)

    def test_a_window_over_midnight(self):
        self.assertDue("2026-11-23T21:59:59", "2026-11-23T22:00:00", night())
        for inside in ("2026-11-23T22:00:00", "2026-11-24T00:00:00"):
            self.assertDue(inside, None, night())
        self.assertDue("2026-11-24T05:29:59", None, night())
        self.assertDue("2026-11-24T05:30:00", "2026-11-24T22:00:00", night())

    def test_the_same_start_and_end_is_all_day(self):
        self.assertDue("2026-11-23T03:00:00", None, night(7.0, 7.0))
        self.assertDue("2026-11-23T03:00:00", None, night(0.0, 24.0))

    def test_the_clock_of_the_warehouse(self):
        self.assertDue("2026-11-23T12:00:00", "2026-11-24T04:00:00", night(), _CHICAGO)
        self.assertDue("2026-07-23T12:00:00", "2026-07-24T03:00:00", night(), _CHICAGO)

    def test_clocks_that_change_before_the_window(self):
        # Back one hour at 2:00 on 1 November, forward one hour at 2:00 on 8 March.
        self.assertDue(
            "2026-11-01T05:30:00", "2026-11-01T09:00:00", night(3.0, 4.0), _CHICAGO
        )
        self.assertDue(
            "2026-03-08T06:30:00", "2026-03-08T08:00:00", night(3.0, 4.0), _CHICAGO
        )

    def test_due_is_inside_the_window_whatever_its_start(self):
        now = at("2026-11-23T12:34:56.789")
        for minute in range(0, 24 * 60, 7):
            window = night(minute / 60, (minute / 60 + 1) % 24)
            due = due_at(now, window, _CHICAGO)
            if due:
                self.assertTrue(now < due <= now + timedelta(days=1))
                self.assertIsNone(due_at(due, window, _CHICAGO), minute)

    def test_late_is_later_than_expected(self):
        now, two_hours = at("2026-11-23T12:00:00"), Timeliness(latest_hours=2.0)
        self.assertFalse(is_late(now, at("2026-11-23T10:00:00"), two_hours))
        self.assertTrue(is_late(now, at("2026-11-23T09:59:59"), two_hours))
        self.assertFalse(is_late(now, at("2020-01-01T00:00:00"), Timeliness()))

    def test_tries_come_further_apart(self):
        now = at("2026-11-23T12:00:00")
        waits = [next_try(now, attempts) - now for attempts in range(4)]
        self.assertEqual([wait.seconds // 60 for wait in waits], [1, 2, 4, 8])
