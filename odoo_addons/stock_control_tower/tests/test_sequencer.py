"""An early sequencer read `id > last` and lost 970 of 2,185 rows under concurrency."""

import random
import threading
import time

from odoo.tests import tagged

from .committed import CommittedCase

WRITERS, TRANSACTIONS, READERS = 20, 12, 3


@tagged("post_install", "-at_install")
class TestSequencer(CommittedCase):
    def test_concurrent_writers(self):
        """20 writers, some slow, some rolling back, while three sequencers number and
        a reader follows: nothing missed, nothing numbered twice, no gap."""
        self.committed_ids, self.rolled_back, self.errors = set(), set(), []
        self.writing = True
        writers = [
            threading.Thread(target=self._guarded, args=(self._write, number))
            for number in range(WRITERS)
        ]
        others = [
            threading.Thread(target=self._guarded, args=(self._number,))
            for _ in range(READERS)
        ]
        self.seen = []
        others.append(threading.Thread(target=self._guarded, args=(self._follow,)))
        for thread in writers + others:
            thread.start()
        for thread in writers:
            thread.join()
        self.writing = False
        for thread in others:
            thread.join()
        self.assertEqual(self.errors, [])
        self.assertTrue(self.rolled_back)
        sequences = [sequence for sequence, _event in self.seen]
        expected = range(self.head + 1, self.head + 1 + len(self.committed_ids))
        self.assertEqual(sequences, list(expected), "in order, no gap, none twice")
        self.assertEqual({event for _sequence, event in self.seen}, self.committed_ids)

    def _guarded(self, target, *args):
        try:
            target(*args)
        except Exception as error:
            self.errors.append(repr(error))

    def _write(self, number):
        chance = random.Random(number)
        for _ in range(TRANSACTIONS):
            with self.committed() as env:
                ids = self.emit(env, chance.randint(1, 5))
                time.sleep(chance.choice([0, 0, 0.005, 0.15]))
                if chance.random() < 0.25:
                    env.cr.rollback()
                    self.rolled_back.update(ids)
                else:
                    self.committed_ids.update(ids)

    def _number(self):
        while self.writing:
            with self.committed() as env:
                env["stock.tower.outbox"]._number_committed()

    def _follow(self):
        last, finished = self.head, False
        while not finished:
            finished = not self.writing  # one more look after the last writer
            with self.committed() as env:
                env["stock.tower.outbox"]._number_committed()
                env.cr.execute(
                    """SELECT sequence, event_id FROM stock_tower_outbox
                        WHERE sequence > %s ORDER BY sequence LIMIT 50""",
                    [last],
                )
                page = env.cr.fetchall()
            self.seen += page
            last = page[-1][0] if page else last
            finished = finished and not page
