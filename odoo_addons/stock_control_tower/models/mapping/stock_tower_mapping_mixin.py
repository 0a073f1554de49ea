from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...lib.gs1 import is_number, with_right_digit
from ...lib.mapping.mappings import first_overlap

# In the context as `tower_words_later`: the caller checks the words of all rows at the
# end. No call from outside can hand over this very object.
LATER = object()


class StockTowerMappingMixin(models.AbstractModel):
    """A word of a partner for something of Odoo's, holding for a time."""

    _name = "stock.tower.mapping.mixin"
    _description = "Mapping of a partner's word"

    # Fields that hold the partner's words. Each word has one meaning at a time.
    _word_fields = ()
    # The row as plain data: its class in `lib.mappings`, and the fields it is made of.
    _fact_class = None
    _fact_fields = ()

    partner_id = fields.Many2one(
        "stock.tower.partner", required=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(
        "res.company", related="partner_id.company_id", store=True, precompute=True
    )
    valid_from = fields.Datetime(
        "Valid from",
        help="Events that happened from this moment on. Empty: since ever.",
    )
    valid_to = fields.Datetime(
        "Valid until", help="Events that happened before this moment. Empty: for good."
    )
    active = fields.Boolean(default=True)

    @api.constrains("valid_from", "valid_to")
    def _check_period(self):
        for row in self:
            if row.valid_from and row.valid_to and row.valid_from >= row.valid_to:
                raise ValidationError(
                    self.env._(
                        "The mapping of %(word)s would end (%(end)s) before it begins "
                        "(%(start)s). Correct one of the two, or empty it.",
                        word=row._word(),
                        start=row.valid_from,
                        end=row.valid_to,
                    )
                )

    def _check_unique_words(self):
        """Each word of a partner has one meaning at a time.

        Two users could each add a row that the other does not see yet. Writing on
        the partner makes the second transaction fail and be run again.
        """
        if not self or self.env.context.get("tower_words_later") is LATER:
            return
        self.env.cr.execute(
            """UPDATE stock_tower_partner
                  SET mapping_version = COALESCE(mapping_version, 0) + 1
                WHERE id IN %s""",
            [tuple(self.partner_id.ids)],
        )
        self.partner_id.invalidate_recordset(["mapping_version"], flush=False)
        facts = [row._fact() for row in self]
        overlap = first_overlap([row._fact() for row in self._sharing_words(facts)])
        if not overlap:
            return
        _sort, earlier, later = overlap
        mine, other = self.browse(later.id), self.browse(earlier.id)
        if mine not in self:
            mine, other = other, mine
        raise ValidationError(
            self.env._(
                "%(word)s of partner %(partner)s is mapped to '%(other)s' already, for "
                "a time that overlaps (from %(start)s until %(end)s). End that mapping "
                "first, archive it, or change it.",
                word=mine._word(),
                partner=mine.partner_id.display_name,
                other=other._meaning(),
                start=other.valid_from or self.env._("ever"),
                end=other.valid_to or self.env._("further notice"),
            )
        )

    def _sharing_words(self, facts):
        """Return the active rows of the same partners that share a word with these."""
        partners = list({fact.partner_id for fact in facts})
        return self.search(
            Domain("partner_id", "in", partners) & self._words_domain(facts)
        )

    def _words_domain(self, facts):
        raise NotImplementedError

    def _fact(self):
        """Return the row as plain data of `lib.mappings`."""
        values = {"id": self.id}
        for name in ("partner_id", "valid_from", "valid_to", *self._fact_fields):
            relational = self._fields[name].relational
            values[name] = self[name].id if relational else self[name]
        return self._make_fact(values)

    def _make_fact(self, values):
        """Return what a row of these values would be, as plain data.

        :param values: by field; records as ids
        """
        words = self._fact_words(values)
        return self._fact_class(
            id=values.get("id"),
            partner_id=values["partner_id"],
            start=values["valid_from"] or None,
            end=values["valid_to"] or None,
            **{name: value or None for name, value in words.items()},
        )

    def _fact_words(self, values):
        """Return the own attributes of the fact, by name."""
        raise NotImplementedError

    def _word(self):
        """Return the partner's words as a person reads them."""
        return " / ".join(self[name] for name in self._word_fields if self[name])

    def _meaning(self):
        """Return what they mean in Odoo."""
        raise NotImplementedError

    @api.depends(lambda self: self._word_fields)
    def _compute_display_name(self):
        for row in self:
            row.display_name = row._word() or self.env._("New mapping")

    def _check_number(self, number, lengths, name):
        """Refuse a number whose length or check digit is wrong, naming the right."""
        if not is_number(number, lengths):
            raise ValidationError(
                self.env._(
                    "'%(number)s' is no %(name)s: that has %(lengths)s digits and "
                    "nothing else. Read it again from the label, or use the field for "
                    "other codes.",
                    number=number,
                    name=name,
                    lengths=", ".join(map(str, lengths)),
                )
            )
        right = with_right_digit(number)
        if number != right:
            raise ValidationError(
                self.env._(
                    "%(name)s '%(number)s' ends in the wrong check digit: its other "
                    "digits ask for '%(right)s'. Read it again from the label.",
                    name=name,
                    number=number,
                    right=right,
                )
            )
