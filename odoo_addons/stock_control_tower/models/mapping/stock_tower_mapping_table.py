from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from ...lib.mapping.mapping_csv import TABLES
from ...lib.mapping.mapping_import import Change

# What a column of the file is on the record, and in `lib.mappings`.
_FIELDS = {
    "product": "product_id",
    "unit": "uom_id",
    "warehouse": "warehouse_id",
    "location": "location_id",
}
_ATTRIBUTES = {
    "external_sku": "sku",
    "gtin": "gtin14",
    "external_warehouse": "warehouse",
    "external_bin": "bin",
    "external_unit": "key",
    "product": "product_id",
    "unit": "unit_id",
    "warehouse": "warehouse_id",
    "location": "location_id",
    "valid_from": "start",
    "valid_to": "end",
}
# By which a file names a record, those that are meant to be unique first.
_NAMES = {
    "product.product": ("default_code", "barcode"),
    "uom.uom": ("unece_code", "name"),
    "stock.warehouse": ("code",),
    "stock.location": ("barcode", "complete_name"),
}
_REMEDIES = {
    "product": "Write the internal reference or the barcode of an active product.",
    "unit": "Write the UN/ECE code or the name of a unit.",
    "warehouse": "Write the short name of a warehouse of the partner's company.",
    "location": "Write the barcode or the full name of a location.",
}


class StockTowerMappingMixin(models.AbstractModel):
    """A mapping table as the rows of a file: names of Odoo's records, both ways."""

    _inherit = "stock.tower.mapping.mixin"

    def _csv_table(self):
        return self._name.split(".")[2]

    def _csv_rows(self, company):
        """Return the rows as dicts by column, records by the name they are found by."""
        names = {
            column: self._csv_names(column, company)
            for column, field in _FIELDS.items()
            if field in self._fields
        }
        rows = []
        for row in self:
            values = {}
            for column in TABLES[self._csv_table()]:
                if column in names:
                    values[column] = names[column][row[_FIELDS[column]].id]
                elif column == "factor":
                    values[column] = f"{row.factor:.15g}"
                else:
                    values[column] = row[column] or None
            rows.append(values | {"active": row.active})
        return rows

    def _csv_names(self, column, company):
        """Return dict id -> a name under which an import finds that record only."""
        records = self[_FIELDS[column]]
        fields = _NAMES[records._name]
        given = {record.id: [record[field] for field in fields] for record in records}
        wanted = {name for each in given.values() for name in each if name}
        found = self._find(column, wanted, company)
        names = {False: None}
        for record_id, each in given.items():
            sure = (name for name in each if name and found.get(name) == [record_id])
            names[record_id] = next(sure, f"#{record_id}")
        return names

    def _changes(self, partner, rows):
        """Return a `Change` for each row of a file, with its mapping or a problem."""
        finders = self._finders(partner, rows)
        changes = []
        for row in rows:
            change = Change(row.number, active=row.values.get("active", True))
            changes.append(change)
            words = (row.values.get(name) for name in self._word_fields)
            change.word = " / ".join(word for word in words if word)
            if row.problem:
                change.fail(*row.problem)
            elif self._fill_in(change, row, finders):
                values = {**change.values, "partner_id": partner.id}
                change.mapping = self._make_fact(values)
                given = row.given - {"active"}
                change.given = frozenset(_ATTRIBUTES.get(n, n) for n in given)
                written = {_FIELDS.get(name, name) for name in row.given}
                change.values = {n: v for n, v in change.values.items() if n in written}
        return changes

    def _fill_in(self, change, row, finders):
        """Set `values` of a change; False, and it has failed, if a name is unknown."""
        for column, value in row.values.items():
            field = _FIELDS.get(column, column)
            if column == "factor":
                change.values[field] = 1.0 if value is None else float(value)
            elif column in _FIELDS and value is not None:
                found = finders[column].get(value, ())
                if len(found) != 1:
                    change.fail(*_not_found(column, value, len(found)))
                    return False
                change.values[field] = found[0]
            else:
                change.values[field] = False if value is None else value
        return True

    def _finders(self, partner, rows):
        """Return dict column -> {name: [id, …]}: one query per model."""
        wanted = defaultdict(set)
        for row in rows:
            for column in _FIELDS:
                if row.values.get(column):
                    wanted[column].add(row.values[column])
        return {
            column: self._find(column, names, partner.company_id)
            for column, names in wanted.items()
        }

    def _find(self, column, names, company):
        """Return dict name -> ids of the records that have it where it counts most.

        `#12` is the record of that id.
        """
        records = self.env[self._fields[_FIELDS[column]].comodel_name]
        fields = _NAMES[records._name]
        by_id = {name: int(name[1:]) for name in names if _is_id(name)}
        domain = Domain.OR(Domain(field, "in", list(names)) for field in fields)
        domain |= Domain("id", "in", list(by_id.values()))
        if "company_id" in records._fields:
            domain &= Domain("company_id", "in", [False, company.id])
        # A unit that is archived still says how much something is.
        records = records.with_context(active_test=records._name != "uom.uom")
        found = defaultdict(lambda: defaultdict(list))
        for record in records.search(domain):
            found[f"#{record.id}"]["id"].append(record.id)
            for field in fields:
                found[record[field]][field].append(record.id)
        ranked = (*fields, "id")
        return {
            name: next(found[name][field] for field in ranked if found[name][field])
            for name in names
            if name in found
        }


def _is_id(name):
    return name[:1] == "#" and name[1:].isascii() and name[1:].isdecimal()


def _not_found(column, value, count):
    if count:
        return (
            f"{count} records have the {column} '{value}'.",
            "Make the name unique in Odoo, or write # and the record's id.",
        )
    return (f"Odoo has no {column} '{value}'.", _REMEDIES[column])
