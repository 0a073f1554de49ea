from odoo import api, models

from .truth_page import FIGURE_NAMES, MAX_PRODUCTS


class StockTowerTruth(models.Model):
    """The list as a table, read part by part: what is written is never held whole."""

    _inherit = "stock.tower.truth"

    @api.model
    def _export_header(self, group_by):
        figures = [
            self.env._("Owned by others")
            if name == "others"
            else self._fields[name]._description_string(self.env)
            for name in FIGURE_NAMES
        ]
        first = (
            [
                self._fields[name]._description_string(self.env)
                for name in self._group_names(group_by)
            ]
            if group_by
            else [
                self.env._("Reference"),
                self.env._("Product"),
                self.env._("Warehouse"),
            ]
        )
        return [*first, self.env._("Unit"), *figures]

    @api.model
    def _export_rows(self, domain, group_by, until):
        """The rows of the list, and no others: text first, then the figures."""
        if group_by:
            yield from self._export_groups(domain, group_by, until)
            return
        overview = self.env["stock.tower.overview"]
        codes = {warehouse.id: warehouse.code for warehouse in overview._warehouses()}
        after, going = None, True
        while going:
            page = self.positions(domain, after, limit=MAX_PRODUCTS, until=until)
            for row in page["rows"]:
                yield (
                    row["sku"],
                    row["name"],
                    codes.get(row["warehouse_id"], self.env._("Between warehouses")),
                    row["uom"],
                    *(row[name] for name in FIGURE_NAMES),
                )
            after = page["next"]
            going = after is not None

    @api.model
    def _export_groups(self, domain, group_by, until):
        after, going = None, True
        while going:
            page = self.groups(group_by, domain, after, limit=MAX_PRODUCTS, until=until)
            for row in page["rows"]:
                yield (
                    *(value["label"] for value in row["values"]),
                    row["uom"],
                    *(row[name] for name in FIGURE_NAMES),
                )
                after = row["key"]
            going = page["more"]
