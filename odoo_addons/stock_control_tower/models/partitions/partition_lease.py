"""Who works on which partition: told to the sidecars, every few seconds, here."""

from odoo import models

from ...lib.partition_share import share
from ..ledger import sequencer as ledger_sequencer
from .stock_tower_partition import INTAKE
from .stock_tower_sidecar import LEASE_SECONDS

_NOW = "(now() AT TIME ZONE 'UTC')"
_LOCK = "stock_tower_partition"
_FORMER = 20  # instances of one name that are remembered as replaced


class Replaced(Exception):
    """Another process was started under the same name."""


class StockTowerPartition(models.Model):
    """Every method here is for a short cursor of its own (READ COMMITTED)."""

    _inherit = "stock.tower.partition"

    def _lease(self, name, instance, held, report):
        """Renew a sidecar's membership, and say what it is to hold.

        :param name: the sidecar's; stable over restarts
        :param instance: of this process
        :param held: dict number -> fence of the partitions it works on
        :param report: `{events_brought, breaker, drained: {number: drain}}`
        :return: `{partitions, held: {number: fence}, drain}`; raises Replaced
        """
        self._begin_lease()
        me = self._heard_of(name, instance, report)
        self._note_drained(report["drained"], held)
        drain = self._drive_drain()
        rows = self._rows()
        held = {n for n, fence in held.items() if n in rows and rows[n][1] == fence}
        holders = {number: holder for number, (holder, _fence) in rows.items()}
        wanted = share(me, self._members(), holders, held, INTAKE)
        self._release(wanted.release, me)
        fences = {number: rows[number][1] for number in wanted.keep}
        fences.update(self._take(wanted.take, me))
        return {
            "partitions": sum(number != INTAKE for number in rows),
            "held": fences,
            "drain": drain,
        }

    def _leave(self, name, instance):
        """A sidecar that stops gives everything back at once."""
        self._begin_lease()
        self.env.cr.execute(
            """UPDATE stock_tower_partition SET sidecar_id = NULL
                WHERE sidecar_id = (SELECT id FROM stock_tower_sidecar
                                     WHERE name = %(name)s AND instance = %(instance)s)
            """,
            {"name": name, "instance": instance},
        )
        self.env.cr.execute(
            f"""UPDATE stock_tower_sidecar
                   SET last_seen = {_NOW} - make_interval(secs => %s)
                 WHERE name = %s AND instance = %s""",
            [LEASE_SECONDS + 1, name, instance],
        )

    def _begin_lease(self):
        """One call at a time: shares are weighed against each other."""
        ledger_sequencer.read_committed(self.env.cr)
        self.env.cr.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_LOCK])

    def _heard_of(self, name, instance, report):
        cr = self.env.cr
        cr.execute(
            """SELECT id, instance, COALESCE(former_instances, '')
                 FROM stock_tower_sidecar WHERE name = %s""",
            [name],
        )
        row = cr.fetchone()
        former = row[2].split() if row else []
        if instance in former:
            raise Replaced(
                self.env._(
                    "A newer sidecar runs under the name %s: stop one of the two, or "
                    "give each a SIDECAR_NAME of its own.",
                    name,
                )
            )
        if row and row[1] and row[1] != instance:
            former = [row[1], *former][:_FORMER]
        cr.execute(
            f"""INSERT INTO stock_tower_sidecar AS known
                    (name, instance, former_instances, started_at, last_seen,
                     reported_at, events_brought, breaker)
                VALUES (%(name)s, %(instance)s, %(former)s, {_NOW}, {_NOW}, {_NOW},
                        %(brought)s, %(breaker)s)
                ON CONFLICT (name) DO UPDATE SET
                    instance = excluded.instance,
                    former_instances = excluded.former_instances,
                    started_at = CASE WHEN known.instance = excluded.instance
                        THEN known.started_at ELSE excluded.started_at END,
                    last_seen = excluded.last_seen,
                    events_brought = excluded.events_brought,
                    breaker = excluded.breaker
             RETURNING id""",
            {
                "name": name,
                "instance": instance,
                "former": " ".join(former),
                "brought": report["events_brought"],
                "breaker": report["breaker"],
            },
        )
        return cr.fetchone()[0]

    def _members(self):
        self.env.cr.execute(
            f"""SELECT id FROM stock_tower_sidecar
                 WHERE last_seen >= {_NOW} - make_interval(secs => %s)""",
            [LEASE_SECONDS],
        )
        return [row[0] for row in self.env.cr.fetchall()]

    def _rows(self):
        """dict number -> (holder, fence)"""
        self.env.cr.execute(
            "SELECT number, sidecar_id, fence FROM stock_tower_partition"
        )
        return {
            number: (holder, fence) for number, holder, fence in self.env.cr.fetchall()
        }

    def _release(self, numbers, me):
        if numbers:
            self.env.cr.execute(
                """UPDATE stock_tower_partition SET sidecar_id = NULL
                    WHERE number IN %s AND sidecar_id = %s""",
                [tuple(numbers), me],
            )

    def _take(self, numbers, me):
        """Take what no call is taking events in for: one that hangs may keep its lane
        waiting, not all of them. The fence makes whatever the former holder sends from
        now on harmless.

        :return: dict number -> fence of those taken
        """
        if not numbers:
            return {}
        self.env.cr.execute(
            f"""WITH free AS (
                    SELECT id FROM stock_tower_partition WHERE number IN %(numbers)s
                       FOR UPDATE SKIP LOCKED
                )
                UPDATE stock_tower_partition taken
                   SET sidecar_id = %(me)s, fence = taken.fence + 1, taken_at = {_NOW}
                  FROM free WHERE taken.id = free.id
             RETURNING taken.number, taken.fence""",
            {"numbers": tuple(numbers), "me": me},
        )
        return dict(self.env.cr.fetchall())
