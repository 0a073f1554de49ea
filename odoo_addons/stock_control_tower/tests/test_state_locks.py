from odoo.tests import tagged
from psycopg2.errors import SerializationFailure

from .race_common import RaceCase


@tagged("post_install", "-at_install")
class TestStateLocks(RaceCase):
    """A movement and a change of state never pass each other unseen.

    Each used to be right alone: the one told of goods leaving what was sellable when it
    looked, the other set aside what was there when it looked. Until the daily repair
    the log said that less than nothing was sellable.
    """

    def setUp(self):
        super().setUp()
        with self._connection() as env:
            self._receive(env, 10)
            self._prepared = self._move(env, 3, "customers").id

    def _receive(self, env, quantity, package=None):
        move = self._move(env, quantity, "suppliers")
        if package:
            move.move_line_ids.result_package_id = package
        move._action_done()

    def _move(self, env, quantity, partners):
        outside = env.ref(f"stock.stock_location_{partners}").id
        inward = partners == "suppliers"
        move = env["stock.move"].create(
            {
                "product_id": self._race[1],
                "product_uom_qty": quantity,
                "location_id": outside if inward else self._place,
                "location_dest_id": self._place if inward else outside,
            }
        )
        move._action_confirm()
        move.quantity = quantity
        move.picked = True
        return move

    def _dispatch(self, env):
        env["stock.move"].browse(self._prepared)._action_done()

    def _set_aside(self, env):
        env["stock.location"].browse(self._place).tower_state = "quarantined"

    def assertLogIsRight(self, **expected):
        """What the events say lies at the bin, by state, less what is reserved."""
        with self._connection() as env:
            env.cr.execute(
                """SELECT state, sum(quantity)::integer
                     FROM (SELECT to_state AS state, quantity FROM stock_tower_outbox
                            WHERE product_id = %(product)s
                              AND location_dest_id = %(place)s
                        UNION ALL
                           SELECT from_state, -quantity FROM stock_tower_outbox
                            WHERE product_id = %(product)s AND location_id = %(place)s
                          ) told
                    GROUP BY state HAVING sum(quantity) <> 0""",
                {"product": self._race[1], "place": self._place},
            )
            self.assertEqual(dict(env.cr.fetchall()), expected)

    def test_a_movement_waits_for_a_change_of_state(self):
        self._run_past(self._set_aside, self._dispatch)
        self.assertLogIsRight(quarantined=7)

    def test_a_change_of_state_waits_for_a_movement(self):
        self._run_past(self._dispatch, self._set_aside)
        self.assertLogIsRight(quarantined=7)

    def test_it_waits_for_goods_that_nobody_could_see_yet(self):
        def receive_packed(env):
            self._receive(env, 5, env["stock.package"].create({"name": "RACE"}))

        self._run_past(receive_packed, self._set_aside)
        self.assertLogIsRight(quarantined=15)

    def test_a_movement_that_saw_the_old_state_starts_anew(self):
        for movement in (self._dispatch, lambda env: self._receive(env, 5)):
            with self._connection() as env:
                env.cr.execute("SELECT")  # from here on it sees nothing new
                with self._connection() as other:
                    place = other["stock.location"].browse(self._place)
                    place.tower_state = False if place.tower_state else "quarantined"
                with self.assertRaises(SerializationFailure):
                    movement(env)
                    env.flush_all()
                env.cr.rollback()
        self.assertLogIsRight(available=7, reserved=3)
