from odoo import fields, models
from odoo.tools import float_compare

from ...lib.settlement import Booking
from .overrides import changed_by

# Context key: ids of lines whose reservation has not been made; there when lines may be
# settled together.
UNRESERVED = "stock_control_tower_unreserved"
SWITCH = "stock_control_tower.settle_together"
# Why a line is done by Odoo itself.
OFF, CHANGED, KIND, BUSY, HELD = "off", "changed", "kind", "busy", "held"


class StockMoveLine(models.Model):
    """Does plain lines together: the same quants, in a few statements for all.

    Odoo changes quants line by line, with about four statements each. All lines of a
    product are done by Odoo when one of them is not plain, one of their quants is in
    use or has a twin, or somebody has reserved what they take.
    """

    _inherit = "stock.move.line"

    def _action_done(self):
        unreserved = self.env.context.get(UNRESERVED)
        if unreserved is None:
            return super()._action_done()
        reasons = self._tower_settle(unreserved)
        alone = self.filtered(lambda line: line.product_id.id in reasons)
        if alone:
            alone._tower_done_alone(reasons)
            alone._tower_reserve(unreserved)
            super(StockMoveLine, alone)._action_done()
        (self - alone).write({"date": fields.Datetime.now()})
        return None

    def _tower_done_alone(self, reasons):
        """These lines are about to be done by Odoo itself.

        :param reasons: dict product id -> why
        """

    def _tower_reserve(self, unreserved):
        """Make up for the reservations that creating these lines left out."""
        for line in self.sorted("id"):
            if line.id in unreserved and not line.move_id._should_bypass_reservation():
                self.env["stock.quant"]._update_reserved_quantity(
                    line.product_id,
                    line.location_id,
                    line.quantity_product_uom,
                    lot_id=line.lot_id,
                    package_id=line.package_id,
                    owner_id=line.owner_id,
                )

    def _tower_settle(self, unreserved):
        """Do the lines that can be done together.

        :return: dict id of a product that is left to Odoo -> why
        """
        if why := self._tower_obstacle():
            return dict.fromkeys(self.product_id.ids, why)
        odd = self.filtered(lambda line: not line._tower_is_plain()).product_id
        reasons = dict.fromkeys(odd.ids, KIND)
        bookings = [
            line._tower_booking(unreserved)
            for line in self
            if line.product_id not in odd
        ]
        if bookings:
            reasons |= self._tower_book(bookings)
        return reasons

    def _tower_book(self, bookings):
        """Book and write what can be; return dict product id -> why not."""
        Quant = self.env["stock.quant"].sudo()
        keys = {key for one in bookings for key in (one.source, one.target)}
        settlement = Quant._tower_settlement(keys)
        figures = settlement.figures
        reasons = {key[0]: BUSY for key in keys - figures.keys()}
        before = {
            key: (figure.quantity, figure.reserved)
            for key, figure in figures.items()
            if figure.quant_id
        }
        short = settlement.book(
            [one for one in bookings if one.source[0] not in reasons]
        )
        reasons |= {key[0]: HELD for key in self._tower_held(short)}
        order = [*before, *settlement.born]
        after = {key: figures[key] for key in order if key[0] not in reasons}
        if after:
            Quant._tower_write_figures(before, after)
        return reasons

    def _tower_obstacle(self):
        """Return why no line at all may be settled together, or None."""
        parameters = self.env["ir.config_parameter"].sudo()
        if parameters.get_param(SWITCH) == "False":
            return OFF
        return CHANGED if changed_by(self.env) else None

    def _tower_is_plain(self):
        """Tell whether Odoo would do nothing with a line but change two quants."""
        product = self.product_id
        source, target = self.location_id, self.location_dest_id
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        return (
            product.is_storable
            and (product.tracking != "none") == bool(self.lot_id)
            and not (self.package_id or self.result_package_id)
            and source != target
            and "view" not in (source.usage, target.usage)
            and float_compare(self.quantity, 0, precision_digits=digits) > 0
            and float_compare(self.quantity_product_uom, 0, precision_digits=digits) > 0
        )

    def _tower_booking(self, unreserved):
        product_id, move = self.product_id.id, self.move_id
        lot_id, owner_id = self.lot_id.id or None, self.owner_id.id or None
        return Booking(
            source=(product_id, self.location_id.id, lot_id, owner_id),
            target=(product_id, self.location_dest_id.id, lot_id, owner_id),
            quantity=self.quantity_product_uom,
            reserves=not move._should_bypass_reservation(self.location_id),
            deferred=self.id in unreserved and not move._should_bypass_reservation(),
        )

    def _tower_held(self, short):
        """Return those of the keys that fell short where others have reserved."""
        if not short:
            return set()
        self.flush_model()
        self.env.cr.execute(
            """SELECT DISTINCT product_id, location_id, lot_id, owner_id
                 FROM stock_move_line
                WHERE (state IS NULL OR state NOT IN ('done', 'cancel'))
                  AND quantity_product_uom > 0 AND picked IS NOT TRUE
                  AND package_id IS NULL AND (product_id, location_id) IN %s""",
            [tuple({key[:2] for key in short})],
        )
        return short & set(self.env.cr.fetchall())
