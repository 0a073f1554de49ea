"""Column types of the event ledger that Odoo's own field classes lack."""

from odoo import fields


class BigInteger(fields.Integer):
    """An int8 column: sequences outgrow int4 after 2,147,483,647 events."""

    _column_type = ("int8", "int8")


class JsonText(fields.Json):
    """JSON kept as it was written: making jsonb of it costs more than its INSERT."""

    _column_type = ("json", "json")


class LedgerMany2one(fields.Many2one):
    """A many2one without a foreign key.

    The ledger outlives what it speaks of (a deleted bin or lot stays in its
    history), and ten foreign keys cost more per row than the INSERT itself.
    Odoo reads a dangling value as empty.
    """

    def update_db_foreign_key(self, model, column):
        return
