from odoo import api, models

from ..ledger.sql import statement

_LINES = statement("trail_lines")


class StockTowerTrail(models.Model):
    """What a line of the list says about an event."""

    _inherit = "stock.tower.trail"

    @api.model
    def _lines(self, events):
        """Lines of events that have been searched for, in their order.

        :param events: things with `way` and `id`
        """
        ids = {
            way: [one.id for one in events if one.way == way] for way in ("out", "in")
        }
        self.env.cr.execute(_LINES, {"outs": ids["out"], "ins": ids["in"]})
        found = {
            (row["direction"], row["id"]): row for row in self.env.cr.dictfetchall()
        }
        lines = [found[one.way, one.id] for one in events]
        products = (
            self.env["product.product"]
            .sudo()
            .with_context(active_test=False, display_default_code=False)
            .browse({line["product_id"] for line in lines if line["product_id"]})
            .exists()
        )
        names = {one.id: (one.display_name, one.uom_id.name) for one in products}
        for line in lines:
            self._complete(line, *names.get(line["product_id"], (None, None)))
        return lines

    @api.model
    def _complete(self, line, product, uom):
        line["product"] = product
        line["uom"] = uom
        line["position"] = str(line["position"])
        line["at"] = line["at"].isoformat(timespec="milliseconds") + "Z"
        for name in ("quantity", "counted"):
            line[name] = None if line[name] is None else float(line[name])
        for name in ("source", "target"):
            line[name] = line[name] or None
