from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .stock_tower_truth import own_stock, sums
from .truth_page import tidy

MAX_GROUPS = 200
MAX_DEPTH = 3
# Field -> (table of the records it leads to, the column they are ordered by).
NAMES = {
    "product_id": ("product_product", "default_code"),
    "categ_id": ("product_category", "complete_name"),
    "warehouse_id": ("stock_warehouse", "name"),
    "location_id": ("stock_location", "complete_name"),
    "lot_id": ("stock_lot", "name"),
    "package_id": ("stock_package", "name"),
    "owner_id": ("res_partner", "complete_name"),
}


class StockTowerTruth(models.Model):
    """Sums by what the user groups by: warehouse, location, lot, owner, state …"""

    _inherit = "stock.tower.truth"

    @api.model
    def groups(self, group_by, domain=None, after=None, limit=100, until=None):
        """One row per group and unit of measure: pieces and kilograms do not add up.

        :param group_by: field names, the first three count
        :param after: `key` of the group to go on after
        :return: {rows: [{key, values: [{field, id, label}], uom, products, figures …}],
            more: there are further groups}
        """
        names = self._group_names(group_by)
        model, query = self._matching(domain, until)
        limit = max(1, min(int(limit), MAX_GROUPS))
        found = self.env.execute_query(
            SQL(
                "SELECT * FROM (%s) groups WHERE %s ORDER BY %s LIMIT %s",
                model._groups_query(query, names),
                SQL("(%s) > %s", _key_columns(names), tuple(after))
                if after
                else SQL("true"),
                _key_columns(names),
                limit + 1,
            )
        )
        rows = [_group_row(names, row) for row in found[:limit]]
        self._label(rows)
        return {"rows": rows, "more": len(found) > limit}

    @api.model
    def _group_names(self, group_by):
        names = list(dict.fromkeys(group_by))[:MAX_DEPTH]
        if names and all(name in NAMES or name == "state" for name in names):
            return names
        raise UserError(
            self.env._(
                "Stock truth cannot be grouped by %(fields)s. Choose product, "
                "category, warehouse, location, lot, package, owner or state.",
                fields=", ".join(names),
            )
        )

    @api.model
    def _groups_query(self, query, names):
        """Statement: id and name of each group, unit, products, figures."""
        columns, joins = [], []
        for number, name in enumerate(names):
            column = (
                SQL.identifier("template", "categ_id")
                if name == "categ_id"
                else SQL.identifier(query.table, name)
            )
            label = column
            if name != "state":
                table, title = NAMES[name]
                alias = f"group{number}"
                label = SQL.identifier(alias, title)
                joins.append(
                    SQL(
                        "LEFT JOIN %s %s ON %s = %s",
                        SQL.identifier(table),
                        SQL.identifier(alias),
                        SQL.identifier(alias, "id"),
                        column,
                    )
                )
            columns += [
                SQL("COALESCE(%s, '') AS %s", label, SQL.identifier(f"name{number}")),
                SQL(
                    "COALESCE(%s::text, '') AS %s",
                    column,
                    SQL.identifier(f"id{number}"),
                ),
            ]
        product = SQL.identifier(query.table, "product_id")
        return SQL(
            """
            SELECT %(columns)s, template.uom_id, count(DISTINCT %(product)s), %(sums)s
              FROM %(source)s
              JOIN product_product variant ON variant.id = %(product)s
              JOIN product_template template ON template.id = variant.product_tmpl_id
              %(joins)s
             WHERE %(where)s
             GROUP BY %(key)s
            """,
            columns=SQL(", ").join(columns),
            product=product,
            sums=sums(query, own_stock(query, self.env)),
            source=query.from_clause,
            joins=SQL(" ").join(joins),
            where=query.where_clause,
            key=SQL(", ").join(
                SQL(str(place + 1)) for place in range(len(columns) + 1)
            ),
        )

    @api.model
    def _label(self, rows):
        """Add what users call the groups and their units."""
        names = {}
        for row in rows:
            for value in row["values"]:
                names.setdefault(value["field"], set()).add(value["id"])
        for field, ids in names.items():
            names[field] = self._labels_of(field, ids - {None})
        uoms = self.env["uom.uom"].browse({row["uom"] for row in rows})
        units = {uom.id: uom.name for uom in uoms}
        for row in rows:
            row["uom"] = units[row["uom"]]
            for value in row["values"]:
                value["label"] = names[value["field"]].get(value["id"], "")

    @api.model
    def _labels_of(self, field, ids):
        if field == "state":
            return dict(self._fields["state"]._description_selection(self.env))
        records = (
            self.env[self._fields[field].comodel_name]
            .sudo()
            .with_context(active_test=False)
            .browse(ids)
            .exists()
        )
        return {record.id: record.display_name for record in records}


def _column(part, number):
    return SQL.identifier(f"{part}{number}")


def _key_columns(names):
    columns = [
        _column(part, number) for number in range(len(names)) for part in ("name", "id")
    ]
    return SQL(", ").join([*columns, SQL.identifier("uom_id")])


def _group_row(names, row):
    depth = 2 * len(names)
    ids = row[1:depth:2]
    return {
        "key": list(row[: depth + 1]),
        "values": [
            {
                "field": name,
                "id": (id_ if name == "state" else int(id_)) if id_ else None,
            }
            for name, id_ in zip(names, ids, strict=True)
        ],
        "uom": row[depth],
        "products": row[depth + 1],
        **tidy(row[depth + 2 :]),
    }
