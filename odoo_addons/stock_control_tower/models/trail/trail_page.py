from collections import namedtuple
from datetime import UTC, datetime
from heapq import merge

from odoo import api, models
from odoo.tools import SQL

DIRECTIONS = ("out", "in")
MAX_PAGE = 200
# Events looked at for one answer: a search for what is rare answers bit by bit. What a
# partner's event did is looked up one by one.
WINDOW = {"out": 100_000, "in": 20_000}
# Beyond it "many" is as good as a number.
MAX_COUNT = 10_000

Event = namedtuple("Event", "at way position id")
# What was read of one log: where to go on below, and the time there (None: its end).
Read = namedtuple("Read", "events next stopped")


class StockTowerTrail(models.Model):
    """Pages of the two logs as one list, newest first.

    Each log is read by its own position, which grows with time, and the two are merged.
    A page goes on below a pair of positions and never counts from the start, so the
    last of a million events costs what the first does.
    """

    _inherit = "stock.tower.trail"

    @api.model
    def page(self, domain=None, before=None, limit=60):
        """The newest events below `before` that match.

        :param before: {"out": position, "in": position} as decimal strings; what is
            left out has been read to its end
        :return: {rows: lines newest first, next: positions to go on below or None,
            back_to: time looked back to, where the search goes on, newest: positions,
            at, head}
        """
        limit = max(1, min(int(limit), MAX_PAGE))
        domain = self._with_ids(domain)
        tops = self._tops()
        below = (
            {way: top + 1 for way, top in tops.items()}
            if before is None
            else {way: int(before[way]) for way in before}
        )
        reads = {
            way: self._below(way, domain, position, limit)
            for way, position in below.items()
        }
        rows, nexts, stopped = _merged(reads, limit)
        return {
            "rows": self._lines(rows),
            "next": {way: str(position) for way, position in nexts.items()} or None,
            "back_to": _iso(stopped) if stopped else None,
            "newest": {way: str(top) for way, top in tops.items()},
            **self._clock(),
        }

    @api.model
    def newer(self, domain=None, after=None, limit=60):
        """The events above `after` that match, newest first.

        :param after: positions as `newest` of an earlier answer
        :return: {rows, more: there are older ones above `after` too, newest, at, head}
        """
        limit = max(1, min(int(limit), MAX_PAGE))
        domain = self._with_ids(domain)
        tops = self._tops()
        rows = []
        for way in DIRECTIONS:
            floor = int(after[way])
            rows += self._below(way, domain, tops[way] + 1, limit + 1, floor).events
        rows.sort(key=_newest_first)
        return {
            "rows": self._lines(rows[:limit]),
            "more": len(rows) > limit,
            "newest": {way: str(top) for way, top in tops.items()},
            **self._clock(),
        }

    @api.model
    def count(self, domain=None):
        """How many events match: {count, more: at least that many}."""
        count = 0
        domain = self._with_ids(domain)
        for way in DIRECTIONS:
            query, _indexed = self._one_way(way, domain)
            query.limit = MAX_COUNT + 1 - count
            [(found,)] = self.env.execute_query(
                SQL("SELECT count(*) FROM (%s) matching", query.select(SQL("1")))
            )
            count += found
            if count > MAX_COUNT:
                break
        return {"count": min(count, MAX_COUNT), "more": count > MAX_COUNT}

    @api.model
    def at_moment(self, moment):
        """Positions to read below, for the events until a moment (UTC, ISO)."""
        self.env["stock.tower.overview"]._check_viewer()
        moment = moment.replace("T", " ").rstrip("Z")
        rows = self.env.execute_query(
            SQL(
                """SELECT
                       (SELECT max(sequence) FROM stock_tower_outbox
                         WHERE sequence IS NOT NULL AND numbered_at <= %(moment)s),
                       (SELECT id FROM stock_tower_inbox
                         WHERE received_at <= %(moment)s ORDER BY id DESC LIMIT 1)""",
                moment=moment,
            )
        )
        out, in_ = rows[0]
        return {"out": str((out or 0) + 1), "in": str((in_ or 0) + 1)}

    @api.model
    def _below(self, way, domain, position, limit, floor=0):
        """One log from `position` down, as far as one answer goes."""
        query, indexed = self._one_way(way, domain)
        table = query.table
        column = SQL.identifier(table, "position")
        near = max(floor, position - WINDOW[way] - 1)
        bottom = floor if indexed else near
        query.add_where(SQL("%s < %s AND %s > %s", column, position, column, bottom))
        query.order = SQL("%s DESC", column)
        query.limit = limit
        self.env.cr.execute("SET LOCAL jit = off")
        found = self.env.execute_query(
            query.select(
                *(SQL.identifier(table, name) for name in ("at", "position", "id"))
            )
        )
        rows = [Event(at, way, number, id_) for at, number, id_ in found]
        if len(rows) == limit:
            return Read(rows, rows[-1].position, rows[-1].at)
        further = self._time_of(way, bottom) if bottom > floor else None
        return Read(rows, bottom + 1, further) if further else Read(rows, None, None)

    @api.model
    def _time_of(self, way, position):
        """When the event at a position was there, or the next one below; else None."""
        rows = self.env.execute_query(
            SQL(
                """SELECT numbered_at FROM stock_tower_outbox
                    WHERE sequence <= %s ORDER BY sequence DESC LIMIT 1"""
                if way == "out"
                else """SELECT received_at FROM stock_tower_inbox
                    WHERE id <= %s ORDER BY id DESC LIMIT 1""",
                position,
            )
        )
        return rows[0][0] if rows else None

    @api.model
    def _tops(self):
        self.env["stock.tower.overview"]._check_viewer()
        self.env.flush_all()
        [(out, in_)] = self.env.execute_query(
            SQL(
                """SELECT (SELECT last_value FROM stock_tower_sequence),
                          (SELECT max(id) FROM stock_tower_inbox)"""
            )
        )
        return {"out": out, "in": in_ or 0}

    @api.model
    def _clock(self):
        return {
            "at": _iso(datetime.now(UTC)),
            "head": self.env["stock.tower.overview"]._head(),
        }


def _newest_first(event):
    return (-event.at.timestamp(), event.way, -event.position)


def _merged(reads, limit):
    """(events of both logs, newest first; positions to go on below by log).

    A log that was not read to its end may have something newer than what the other one
    has: nothing from before the time where it stopped is shown yet.
    """
    stopped = max((read.stopped for read in reads.values() if read.next), default=None)
    both = merge(*(read.events for read in reads.values()), key=_newest_first)
    shown = [event for event in both if stopped is None or event.at >= stopped][:limit]
    nexts = {}
    for way, read in reads.items():
        taken = sum(event.way == way for event in shown)
        if taken < len(read.events):
            nexts[way] = read.events[taken].position + 1
        elif read.next:
            nexts[way] = read.next
    return shown, nexts, stopped


def _iso(moment):
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
