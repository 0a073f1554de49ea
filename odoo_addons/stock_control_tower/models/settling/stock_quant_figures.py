from odoo import models
from odoo.fields import Datetime
from odoo.tools import float_compare, float_round

from ...lib.settlement import Figure, Settlement

_SET = ("quantity", "reserved_quantity", "in_date")


class StockQuant(models.Model):
    """Reads and writes the quants of many move lines in a few statements."""

    _inherit = "stock.quant"

    def _tower_settlement(self, keys):
        """Return a `Settlement` over keys (product, location, lot, owner), of packed
        stock none.

        Rows that are in use elsewhere, or twice there, are left out: Odoo has ways
        for that, and so are keys of lots where untracked stock lies beside them.
        """
        figures = self._tower_figures_of(keys)
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        return Settlement(
            figures,
            lambda value: float_round(float(value), precision_digits=digits),
            lambda value: float_compare(value, 0, precision_digits=digits) > 0,
            Datetime.now(),
        )

    def _tower_figures_of(self, keys):
        self.flush_model(["product_id", "location_id", "lot_id", "owner_id", *_SET])
        self.env.cr.execute(
            """SELECT product_id, location_id, lot_id, owner_id,
                      id, quantity, reserved_quantity, in_date
                 FROM stock_quant
                WHERE package_id IS NULL
                  AND (product_id, location_id) IN %s""",
            [tuple({key[:2] for key in keys})],
        )
        found, unclear = {}, set()
        for *key, quant_id, quantity, reserved, in_date in self.env.cr.fetchall():
            key = tuple(key)
            if key in found:
                unclear.add(key)
            found[key] = (quant_id, quantity or 0.0, reserved or 0.0, in_date)
        locked = self._tower_lock(found[key][0] for key in keys if key in found)
        figures = {}
        for key in keys:
            product_id, location_id, lot_id, owner_id = key
            beside = (product_id, location_id, None, owner_id)
            location = self.env["stock.location"].browse(location_id)
            row = found.get(key)
            if key in unclear or (lot_id and beside in found):
                continue
            if row and row[0] not in locked:
                continue
            ages = not location.should_bypass_reservation()
            figures[key] = Figure(ages, *row) if row else Figure(ages)
        return figures

    def _tower_lock(self, quant_ids):
        """Lock what can be locked at once, in a stable order; return those ids."""
        quant_ids = list(quant_ids)
        if not quant_ids:
            return set()
        self.env.cr.execute(
            """SELECT id FROM stock_quant WHERE id = ANY(%s) ORDER BY id
                  FOR NO KEY UPDATE SKIP LOCKED""",
            [quant_ids],
        )
        return {quant_id for (quant_id,) in self.env.cr.fetchall()}

    def _tower_write_figures(self, before, after):
        """Write what lines were booked on.

        :param before: dict key -> (quantity, reserved quantity) of each that was there
        :param after: dict key -> `Figure`, new ones in the order to be made in
        """
        new = {key: figure for key, figure in after.items() if figure.first}
        quants = self._tower_create_figures(new)
        for key, figure in new.items():
            figure.quant_id = quants[key].id
        quants = self.browse(figure.quant_id for figure in after.values())
        fields = [self._fields[name] for name in _SET]
        rows = [
            {
                field.name: field.convert_to_column(value, self)
                for field, value in zip(
                    fields,
                    (figure.quantity, figure.reserved, figure.in_date),
                    strict=True,
                )
            }
            for figure in after.values()
        ]
        quants._write_multi(rows)
        quants.invalidate_recordset([*_SET, "write_uid", "write_date"], flush=False)
        quants.modified(_SET)
        quants._tower_tell(before, after)

    def _tower_create_figures(self, figures):
        """Create quants as `_update_available_quantity` would; return dict key ->."""
        vals_list = [
            {
                "product_id": key[0],
                "location_id": key[1],
                "lot_id": key[2],
                "package_id": None,
                "owner_id": key[3],
                "inventory_quantity_set": False,
                **figure.first,
            }
            for key, figure in figures.items()
        ]
        # Odoo's own `create` makes them one by one, for what is typed into its list.
        quants = models.BaseModel.create(self, vals_list) if vals_list else self
        return dict(zip(figures, quants, strict=True))

    def _tower_tell(self, before, after):
        """Tell the ledger, which measures what quants did while lines were done."""
        told, touched = {}, []
        for key, figure in after.items():
            quantity, reserved = before.get(key, (0.0, 0.0))
            # What a new quant was created with is known there already.
            first = figure.first or {}
            told[figure.quant_id] = first.get("quantity", quantity)
            if reserved != figure.reserved:
                touched.append((*key[:3], None, key[3]))
        self._tower_track(told, "odoo:quant_write")
        if touched:
            self.env["stock.tower.outbox"]._touch_reserved(touched)
