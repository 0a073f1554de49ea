from odoo.tests import TransactionCase, tagged

from ..lib.partition_share import share

INTAKE = -1


def settle(holders, members, rounds=6):
    """Let the members ask in turn, each honest about what it holds."""
    held = {me: {n for n, h in holders.items() if h == me} for me in members}
    for _ in range(rounds):
        for me in members:
            wanted = share(me, members, holders, held[me])
            for number in wanted.release:
                holders[number] = None
            for number in wanted.take:
                holders[number] = me
            held[me] = {*wanted.keep, *wanted.take}
    return holders


@tagged("post_install", "-at_install")
class TestLibPartitionShare(TransactionCase):
    def lanes(self, holders, member):
        return sorted(n for n, h in holders.items() if h == member and n != INTAKE)

    def test_one_takes_everything(self):
        holders = settle(dict.fromkeys(range(-1, 8)), [1])
        self.assertEqual(set(holders.values()), {1})

    def test_shares_differ_by_one_at_most(self):
        for members in ([1, 2], [1, 2, 3], list(range(10))):
            holders = settle(dict.fromkeys(range(-1, 8)), members)
            sizes = [len(self.lanes(holders, one)) for one in members]
            self.assertEqual(sum(sizes), 8)
            self.assertLessEqual(max(sizes) - min(sizes), 1)

    def test_nothing_is_taken_from_a_living_holder(self):
        holders = dict.fromkeys(range(-1, 8), 1)
        wanted = share(2, [1, 2], holders, set())
        self.assertEqual((wanted.keep, wanted.take, wanted.release), ([], [], []))
        # The first lets go by itself, and only of what is too much.
        first = share(1, [1, 2], holders, set(range(-1, 8)))
        self.assertEqual(first.keep, [0, 1, 2, 3, INTAKE])

    def test_what_a_dead_one_held_goes_to_the_living(self):
        holders = settle({n: 1 if n < 4 else 2 for n in range(-1, 8)}, [2])
        self.assertEqual(set(holders.values()), {2})

    def test_what_it_says_it_does_not_hold_is_given_anew(self):
        """A restart, or an answer that was lost: a new fence, not the old one."""
        holders = dict.fromkeys(range(-1, 2), 1)
        wanted = share(1, [1], holders, {0})
        self.assertEqual(wanted.keep, [0])
        self.assertEqual(sorted(wanted.take), [INTAKE, 1])
