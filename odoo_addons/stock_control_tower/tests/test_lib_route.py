"""What happens to a good event, rule by rule, and where a batch is cut."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from odoo.tests import BaseCase, tagged

from ..lib.authority.authority import AuthorityRow
from ..lib.authority.route import route
from ..lib.authority.route_facts import (
    Flow,
    Known,
    RouteFacts,
    Whereabouts,
    parts,
)
from ..lib.authority.timeliness import Timeliness
from ..lib.inbound.effects import EFFECTS
from ..lib.inbound.screening import PARTNER_KINDS
from ..lib.inbound.touched import Touched

_NOW = datetime(2026, 11, 23, 12)
_WAREHOUSE, _PRODUCT, _SHELF, _STOCK, _CAGE = 10, 1, 101, 100, 102
_KEY = (_PRODUCT, _SHELF, None, None)
_FIGURE = (_PRODUCT, None, None)


def delivery(event_id="e1", hours=-1.0, mode="delta", key=None, **values):
    """A planned event of one line; `hours` from now."""
    moment = _NOW + timedelta(hours=hours)
    item = {"item": {"sku": "SKU-1"}}
    return SimpleNamespace(
        **{
            "event": {"time": f"{moment:%FT%TZ}", "data": {"lines": [item]}},
            "kind": "goods_received",
            "mode": mode,
            "sender": SimpleNamespace(id=1, code="wms", company_id=1),
            "screened": SimpleNamespace(event_id=event_id),
            "business_key": key or f"key:{event_id}",
            "happened_at": moment,
            "corrects": [],
            "is_correction": False,
            "flow_id": None,
            "wait_until": None,
            "touched": [Touched("/data/lines/0", _WAREHOUSE, "available", (_KEY,))],
            "warehouses": [_WAREHOUSE],
            **values,
        }
    )


def without_bin(lot=None, state="available"):
    """What a line touches that names the warehouse only."""
    key = (_PRODUCT, _STOCK, lot, None)
    return [
        Touched("/data/lines/0", _WAREHOUSE, state, (key,), True, _STOCK, state),
    ]


def facts(mode="live", name="realtime", **values):
    flow = Flow(5, mode, Timeliness(name, 300, latest_hours=2.0))
    return RouteFacts(
        flows={1: {None: flow}},
        warehouses={_WAREHOUSE: ("DAL", UTC)},
        places={
            _STOCK: Whereabouts((1, _STOCK), "available", "DAL/Stock"),
            _SHELF: Whereabouts((1, _STOCK, _SHELF), "available", "DAL/Stock/Shelf"),
            _CAGE: Whereabouts((1, _STOCK, _CAGE), "damaged", "DAL/Stock/Cage"),
        },
        **values,
    )


@tagged("post_install", "-at_install")
class TestLibRoute(BaseCase):
    def test_every_kind_that_is_not_only_kept_has_an_effect(self):
        self.assertEqual(set(EFFECTS), set(PARTNER_KINDS) - {"snapshot_reported"})

    def assertRoute(self, found, refusal=None, record=None, waits=False):
        self.assertEqual(found.refusal and found.refusal.code, refusal)
        self.assertEqual(found.record and found.record.code, record)
        self.assertEqual(bool(found.wait_until), waits)

    def test_live_events_take_effect(self):
        found = route(delivery(), facts(), _NOW)
        self.assertRoute(found)
        self.assertEqual((found.flow_id, found.is_late), (5, False))

    def test_modes(self):
        self.assertRoute(route(delivery(), facts("off"), _NOW), refusal="flow_off")
        self.assertRoute(route(delivery(), facts("shadow"), _NOW), record="mode_shadow")

    def test_a_warehouse_that_nobody_decided_on_is_in_shadow(self):
        bare = RouteFacts(warehouses={_WAREHOUSE: ("DAL", UTC)})
        self.assertRoute(route(delivery(), bare, _NOW), record="mode_shadow")

    def test_the_strictest_of_several_warehouses(self):
        event = delivery(warehouses=[_WAREHOUSE, 20])
        event.touched.append(Touched("/data/lines/0", 20, "available"))
        for mode, refusal, record in (
            ("off", "flow_off", None),
            ("shadow", None, "mode_shadow"),
            ("live", None, None),
        ):
            both = facts()
            both.flows[1][20] = Flow(6, mode)
            self.assertRoute(route(event, both, _NOW), refusal, record)

    def test_snapshots_are_kept_in_every_mode_but_off(self):
        for mode in ("shadow", "live"):
            found = route(delivery(mode="snapshot"), facts(mode), _NOW)
            self.assertRoute(found, record="snapshot_kept")
        found = route(delivery(mode="snapshot"), facts("off"), _NOW)
        self.assertRoute(found, refusal="flow_off")

    def test_another_ones_authority(self):
        rows = [AuthorityRow(None, "Odoo", _WAREHOUSE)]
        found = route(delivery(), facts(authority={1: rows}), _NOW)
        self.assertRoute(found, record="not_authoritative")
        self.assertIn("Odoo", found.record.message)
        self.assertEqual(found.record.path, "/data/lines/0")

    def test_a_business_key_is_used_once(self):
        used = {(1, "key:e1"): Known("e0", "recorded", "2026-11-23T10:00:00Z")}
        self.assertRoute(
            route(delivery(), facts(keys=used), _NOW), refusal="duplicate_business_key"
        )
        self.assertRoute(route(delivery("e0", key="key:e1"), facts(keys=used), _NOW))
        correction = delivery(is_correction=True)
        self.assertRoute(route(correction, facts(keys=used), _NOW))

    def test_a_correction_of_what_had_no_effect_has_none(self):
        event = delivery(is_correction=True, corrects=["e0"])
        known = {(1, "e0"): Known("e0", "recorded")}
        found = route(event, facts(events=known), _NOW)
        self.assertRoute(found, record="corrects_recorded")
        known = {(1, "e0"): Known("e0", "applied")}
        self.assertRoute(route(event, facts(events=known), _NOW))

    def test_behind_a_count(self):
        # hours of the event, mode, hours of the count -> is it late?
        for hours, mode, counted, late in (
            (-2, "delta", -1, True),
            (-1, "delta", -1, True),
            (-1, "delta", -2, False),
            (-2, "count", -1, True),
            (-1, "count", -1, False),
            (-2, "notice", -1, False),
        ):
            with self.subTest(hours=hours, mode=mode, counted=counted):
                counts = {_FIGURE: {_SHELF: _NOW + timedelta(hours=counted)}}
                found = route(
                    delivery(hours=hours, mode=mode), facts(counts=counts), _NOW
                )
                self.assertRoute(found, record="late_behind_count" if late else None)

    def test_a_count_covers_the_locations_inside(self):
        counts = {_FIGURE: {_STOCK: _NOW}}
        found = route(delivery(), facts(counts=counts), _NOW)
        self.assertRoute(found, record="late_behind_count")
        other_lot = {(_PRODUCT, "LOT", None): {_SHELF: _NOW}}
        self.assertRoute(route(delivery(), facts(counts=other_lot), _NOW))

    def test_a_count_of_one_bin_may_contain_what_names_none(self):
        # state of the line, its lot, the bin counted -> may it be in that count?
        for state, lot, place, late in (
            ("available", None, _SHELF, True),
            ("available", None, _CAGE, False),
            ("damaged", None, _CAGE, True),
            ("damaged", None, _SHELF, False),
            ("quarantined", None, _SHELF, False),
            ("quarantined", "HELD", _SHELF, True),
        ):
            with self.subTest(state=state, lot=lot, place=place):
                known = facts(counts={(_PRODUCT, lot, None): {place: _NOW}})
                event = delivery(touched=without_bin(lot, state))
                found = route(event, known, _NOW)
                self.assertRoute(found, record="late_behind_count" if late else None)
                if late:
                    self.assertIn(f"in {known.places[place].name} at", str(found))
                    self.assertIn("may contain", found.record.message)
        sure = facts(counts={_FIGURE: {_SHELF: _NOW, _STOCK: _NOW}})
        found = route(delivery(touched=without_bin()), sure, _NOW)
        self.assertIn("the count contains it", found.record.message)
        self.assertRoute(
            route(delivery(hours=1, touched=without_bin()), sure, _NOW), record=None
        )

    def test_a_move_with_one_side_behind_a_count_is_kept_whole(self):
        event = delivery()
        other = (_PRODUCT, _CAGE, None, None)
        event.touched.append(Touched("/data/lines/0", _WAREHOUSE, "damaged", (other,)))
        for counted in (_SHELF, _CAGE):
            known = facts(counts={_FIGURE: {counted: _NOW}})
            self.assertRoute(route(event, known, _NOW), record="late_behind_count")

    def test_waiting_and_its_end(self):
        batch = facts(name="micro_batch")
        found = route(delivery(), batch, _NOW + timedelta(seconds=1))
        self.assertRoute(found, waits=True)
        self.assertEqual(found.wait_until, _NOW + timedelta(seconds=300))
        self.assertRoute(route(delivery(), batch, _NOW, is_due=True))

    def test_nobody_overtakes_what_waits(self):
        later = _NOW + timedelta(hours=2)
        for due, until in ((_NOW - timedelta(minutes=1), _NOW), (later, later)):
            backlog = {(1, _WAREHOUSE): due}
            for name in ("realtime", "micro_batch"):
                found = route(delivery(), facts(name=name, backlog=backlog), _NOW)
                self.assertEqual(found.wait_until, until, name)
        for elsewhere in ((1, 20), (2, _WAREHOUSE), (1, None)):
            self.assertRoute(route(delivery(), facts(backlog={elsewhere: later}), _NOW))

    def test_what_waits_is_ahead_in_each_of_its_warehouses(self):
        known = facts()
        first = delivery("a", warehouses=[20, _WAREHOUSE], wait_until=_NOW)
        known.queue(first)
        self.assertRoute(route(delivery("b"), known, _NOW), waits=True)
        self.assertRoute(route(delivery("b", warehouses=[20]), known, _NOW), waits=True)
        self.assertRoute(route(delivery("b", warehouses=[30]), known, _NOW))

    def test_what_has_no_effect_need_not_wait(self):
        found = route(delivery(), facts("shadow", "micro_batch"), _NOW)
        self.assertRoute(found, record="mode_shadow")

    def test_late_arrivals_are_marked(self):
        self.assertTrue(route(delivery(hours=-3), facts(), _NOW).is_late)
        self.assertTrue(route(delivery(hours=-3), facts("shadow"), _NOW).is_late)

    def test_a_batch_is_cut_where_outcomes_decide(self):
        def sizes(*deliveries):
            return [len(part) for part in parts(deliveries, facts())]

        self.assertEqual(sizes(delivery("a"), delivery("b")), [2])
        self.assertEqual(sizes(delivery("a", key="k"), delivery("b", key="k")), [1, 1])
        correction = delivery("b", is_correction=True, corrects=["a"])
        self.assertEqual(sizes(delivery("a"), correction), [1, 1])
        count = delivery("c", hours=-1, mode="count")
        self.assertEqual(sizes(count, delivery("d", hours=-2)), [1, 1])
        self.assertEqual(sizes(count, delivery("d", hours=-1)), [1, 1])
        self.assertEqual(sizes(count, delivery("d", hours=0)), [2])
        self.assertEqual(sizes(delivery("d", hours=-2), count), [2])
        vague = delivery("d", hours=-2, touched=without_bin())
        self.assertEqual(sizes(count, vague), [1, 1])

    def test_facts_learn_what_became_of_events(self):
        known = facts()
        count = delivery("c", hours=-1, mode="count")
        count.answer = {"outcome": "applied", "at": "now"}
        known.learn(count)
        late = route(delivery("d", hours=-2), known, _NOW)
        self.assertRoute(late, record="late_behind_count")
        again = route(delivery("d", hours=0, key="key:c"), known, _NOW)
        self.assertRoute(again, refusal="duplicate_business_key")
        known = facts()
        count.answer = {"outcome": "refused", "at": "now"}
        known.learn(count)
        self.assertRoute(route(delivery("d", hours=-2, key="key:c"), known, _NOW))
