from odoo import models
from odoo.exceptions import UserError
from psycopg2 import IntegrityError

from ...lib.mapping.mapping_import import (
    CREATED,
    ERROR,
    UPDATED,
    decide,
    keep_all_or_none,
)
from .stock_tower_mapping_mixin import LATER


class _TakenBack(Exception):
    """Leaves a savepoint of which nothing shall stay."""


class StockTowerMappingMixin(models.AbstractModel):
    """Gives the rows of a file their effect: all together, or halved until the row
    that Odoo objects to stands alone."""

    _inherit = "stock.tower.mapping.mixin"

    def _import(self, partner, rows, all_or_nothing=False, dry_run=False, then=None):
        """Import `Row`s of this table for a partner; return a `Change` for each.

        :param dry_run: take everything back again
        :param then: called while the changes are in place
        """
        changes = self._changes(partner, rows)
        facts = [change.mapping for change in changes if change.mapping]
        known = [row._fact() for row in self._sharing_words(facts)] if facts else []
        decide(changes, known)
        try:
            with self.env.cr.savepoint():
                # What ends or changes a mapping makes room for what is added.
                for status in (UPDATED, CREATED):
                    self._carry_out([one for one in changes if one.status == status])
                if then:
                    then()
                failed = any(change.status == ERROR for change in changes)
                if dry_run or (all_or_nothing and failed):
                    raise _TakenBack
        except _TakenBack:
            if all_or_nothing:
                keep_all_or_none(changes)
        return changes

    def _carry_out(self, changes):
        if not changes:
            return
        try:
            with self.env.cr.savepoint():
                self._write_changes(changes)
        except (UserError, IntegrityError) as error:
            if len(changes) == 1:
                changes[0].fail(*self._objection(error))
                return
            middle = len(changes) // 2
            self._carry_out(changes[:middle])
            self._carry_out(changes[middle:])

    def _write_changes(self, changes):
        rows = self.with_context(tower_words_later=LATER)
        ids, new = [], []
        for change in changes:
            if change.known_id:
                row = rows.browse(change.known_id)
                row.write(change.values if change.active else {"active": False})
                ids.append(row.id)
            else:
                partner_id = change.mapping.partner_id
                new.append({**change.values, "partner_id": partner_id})
        ids += rows.create(new).ids
        self.browse(ids).filtered("active")._check_unique_words()

    def _objection(self, error):
        if isinstance(error, IntegrityError):
            reason = error.diag.message_primary or str(error)
        else:
            reason = str(error.args[0] if error.args else error)
        remedy = self.env._("Enter the row in Odoo by hand to see more.")
        return " ".join(reason.split()), remedy
