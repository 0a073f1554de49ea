# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who is the system of record for a warehouse, a kind of event and a state?"""

from dataclasses import dataclass


@dataclass(frozen=True)
class AuthorityRow:
    """One row of the matrix; an empty column speaks for all of them.

    `partner_id` is whose word counts; None is Odoo itself.
    """

    partner_id: int | None
    name: str
    warehouse_id: int | None = None
    kind: str | None = None
    state: str | None = None

    @property
    def rank(self):
        """A row for the warehouse beats one for all; then the kind, then the state."""
        return (self.warehouse_id is not None, bool(self.kind), bool(self.state))

    def covers(self, warehouse_id, kind, state):
        return (
            self.warehouse_id in (None, warehouse_id)
            and (not self.kind or self.kind == kind)
            and (not self.state or self.state == state)
        )


def authority_over(rows, warehouse_id, kind, state):
    """Return the `AuthorityRow` that decides, or None: whoever reports is right.

    No two rows of one company are equal in all three columns, so one always wins.
    """
    covering = [row for row in rows if row.covers(warehouse_id, kind, state)]
    return max(covering, key=lambda row: row.rank, default=None)


def overruling(rows, partner_id, kind, touched):
    """Return (`AuthorityRow`, `Touched`) of the first figure that is for somebody
    else to report, or None when the partner may report all of them."""
    for each in touched:
        row = authority_over(rows, each.warehouse_id, kind, each.state)
        if row and row.partner_id != partner_id:
            return row, each
    return None
