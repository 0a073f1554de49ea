from collections import defaultdict

from odoo import models


class StockTowerInbox(models.Model):
    """Packages that lines name, by the package's name or its SSCC."""

    _inherit = "stock.tower.inbox"

    def _ensure_packages(self, deliveries):
        """Return dict name -> `stock.package`, and those created for arriving goods."""
        names, arriving = set(), {}
        for delivery in deliveries:
            for line in delivery.lines:
                name = line.package or line.sscc
                if name:
                    names.add(name)
                    if line.counted or (line.counted is None and not line.source):
                        arriving[name] = None
        Package = self.env["stock.package"]
        if not names:
            return {}, Package
        packages = {}
        companies = [False, *{one.sender.company_id for one in deliveries}]
        for package in Package.search(
            [("name", "in", list(names)), ("company_id", "in", companies)]
        ):
            packages.setdefault(package.name, package)
        missing = [name for name in arriving if name not in packages]
        created = Package.create([{"name": name} for name in missing])
        return packages | dict(zip(missing, created, strict=True)), created

    def _keep_packages(self, vals_list, packages):
        """Let a named package move along when all of its content moves to one place.

        Otherwise the goods leave it loose, as Odoo's own transfers do it.
        """
        moving = defaultdict(list)
        for vals in vals_list:
            for _create, _id, line in vals["move_line_ids"]:
                if line.get("package_id"):
                    moving[line["package_id"]].append(line)
        for package in {one.id: one for one in packages.values()}.values():
            lines = moving.get(package.id, ())
            destinations = {line["location_dest_id"] for line in lines}
            if len(destinations) != 1:
                continue
            left = defaultdict(float)
            for quant in package.quant_ids:
                left[quant.product_id.id, quant.lot_id.id] += quant.quantity
            for line in lines:
                left[line["product_id"], line["lot_id"] or False] -= line["quantity"]
            if not any(round(quantity, 6) for quantity in left.values()):
                for line in lines:
                    line["result_package_id"] = package.id
