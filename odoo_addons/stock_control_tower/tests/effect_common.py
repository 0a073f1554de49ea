"""What the tests of effects share: a warehouse with a location of every state."""

from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

from .inbound_common import InboundCase


class EffectCase(InboundCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.view_location_id.tower_state = "available"
        view = cls.warehouse.view_location_id
        cls.quarantine = cls._new_bin("Quarantine", "INBT-Q", view)
        cls.damaged = cls._new_bin("Damaged", "INBT-D", view)
        cls.returns = cls._new_bin("Returns", "INBT-R", view)
        cls.quarantine.tower_state = "quarantined"
        cls.damaged.tower_state = "damaged"
        cls.returns.tower_state = "returned"
        company = cls.warehouse.company_id.with_context(active_test=False)
        cls.transit = company.internal_transit_location_id

    @staticmethod
    def side(state, bin_name=None, warehouse="INBT"):
        """One side of a line; without `warehouse` no place is named."""
        if state in ("outside", "in_transit") or warehouse is None:
            return {"state": state}
        place = {"warehouse": warehouse}
        if bin_name:
            place["bin"] = bin_name
        return {"state": state, "location": place}

    def moving(self, event_id, kind, source, target, quantity="5", **values):
        """An event of one line between two sides.

        :param source: (state, bin) or a state; `target` likewise
        """
        sides = [
            self.side(*([one] if isinstance(one, str) else one))
            for one in (source, target)
        ]
        correction = values.pop("corrects", None)
        line = self.line(kind, quantity, **values)
        line.update({"from": sides[0], "to": sides[1]})
        event = self.event(event_id, kind, lines=[line])
        event["data"]["location"] = {"warehouse": "INBT"}
        if kind == "cycle_count_posted":
            event["data"]["mode"] = "count"
        if correction is not None:
            event["data"]["correction"] = {
                "declaredAt": self.at(),
                "reason": "did_not_occur",
                "correctsEventIds": correction,
            }
        return event

    def counting(self, event_id, counted, expected=None, bin_name=None, **values):
        """A count whose difference is that of its two figures, or of nothing."""
        held = (values.pop("state", "available"), bin_name)
        difference = float(counted) - float(counted if expected is None else expected)
        sides = [held, held]
        if difference:
            sides = ["outside", held] if difference > 0 else [held, "outside"]
        if expected is not None:
            values["expectedQuantity"] = expected
        return self.moving(
            event_id,
            "cycle_count_posted",
            *sides,
            quantity=f"{abs(difference):g}",
            countedQuantity=counted,
            **values,
        )

    def assertApplied(self, event):
        outcome, row = self.ingest_one(event)
        self.assertEqual(outcome["outcome"], "applied", outcome)
        return row

    def assertRefused(self, event, code, path=None, outcome="refused"):
        """The event is refused and leaves nothing behind; return its answer."""
        before = self.everything()
        answer, row = self.ingest_one(event)
        self.assertEqual(answer["outcome"], outcome, answer)
        self.assertEqual(answer["code"], code, answer)
        if path is not None:
            self.assertEqual(answer["path"], path)
        self.assertEqual((row.state, row.code), (outcome, code))
        self.assertEqual(self.everything(), before)
        return answer

    def everything(self):
        """All stock, and how many records a refused event could leave behind."""
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT product_id, location_id, lot_id, owner_id, package_id,
                      sum(quantity)
                 FROM stock_quant GROUP BY 1, 2, 3, 4, 5
               HAVING sum(quantity) <> 0 ORDER BY 1, 2, 3, 4, 5"""
        )
        stock = self.env.cr.fetchall()
        models = ("stock.move", "stock.lot", "stock.package", "stock.scrap")
        counts = [self.env[model].search_count([]) for model in models]
        return stock, counts

    @contextmanager
    def policies(self, **values):
        """Let the partner have these policies for a while."""
        senders = type(self.partner)._senders

        def with_policies(partners, codes):
            return {
                code: replace(sender, **values)
                for code, sender in senders(partners, codes).items()
            }

        with patch.object(type(self.partner), "_senders", with_policies):
            yield

    @classmethod
    def _new_lot(cls, name, product=None):
        product = product or cls.lot_product
        return cls.env["stock.lot"].create({"name": name, "product_id": product.id})
