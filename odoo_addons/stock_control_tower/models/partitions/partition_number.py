"""How many lanes there are, and how that number changes."""

from odoo import api, models
from odoo.exceptions import ValidationError

from .stock_tower_partition import INTAKE

PARAMETER = "stock_control_tower.partitions"
DEFAULT = 8
MOST = 64


class StockTowerPartition(models.Model):
    """A change drains first: the intake stops and sends a marker down every lane. When
    every lane has decided all before its marker, the new number takes effect and the
    intake goes on, so nothing of the new layout passes anything of the old."""

    _inherit = "stock.tower.partition"

    @api.model
    def _number(self):
        """How many lanes there are now; what is wanted may be another number."""
        lanes = self.sudo().search_count([("number", "!=", INTAKE)])
        return lanes or self._wanted()

    @api.model
    def _wanted(self):
        text = self.env["ir.config_parameter"].sudo().get_param(PARAMETER, str(DEFAULT))
        return min(max(int(text), 1), MOST) if text.isdigit() else DEFAULT

    @api.model
    def _check_number(self, number):
        if not 1 <= number <= MOST:
            raise ValidationError(
                self.env._(
                    "%(number)s partitions are not possible: write 1 to %(most)s. "
                    "Events of one key share a partition; 8 keep two sidecars busy.",
                    number=number,
                    most=MOST,
                )
            )

    def _note_drained(self, drained, held):
        """Only a lane's holder can say that it drained.

        :param drained: dict number -> drain
        :param held: dict number -> fence
        """
        for number, drain in drained.items():
            self.env.cr.execute(
                """UPDATE stock_tower_partition SET drain = %s
                    WHERE number = %s AND fence = %s AND drain IS DISTINCT FROM %s""",
                [drain, number, held.get(number, -1), drain],
            )

    def _drive_drain(self):
        """Begin, end or call off a drain; return its number, 0 when there is none."""
        cr = self.env.cr
        cr.execute(
            """SELECT count(*) FILTER (WHERE number <> %(intake)s),
                      COALESCE(max(drain) FILTER (WHERE number = %(intake)s), 0),
                      COALESCE(max(abs(drain)), 0)
                 FROM stock_tower_partition""",
            {"intake": INTAKE},
        )
        number, drain, latest = cr.fetchone()
        wanted = self._wanted()
        if number == 0:
            self._lay_out(wanted)
            return 0
        if wanted == number:
            if drain > 0:
                self._end_drain(drain)
            return 0
        if drain <= 0:
            self._set_drain(latest + 1)
            return latest + 1
        cr.execute(
            """SELECT count(*) FROM stock_tower_partition
                WHERE number <> %s AND drain = %s""",
            [INTAKE, drain],
        )
        if cr.fetchone()[0] < number:
            return drain
        self._lay_out(wanted)
        self._end_drain(drain)
        return 0

    def _end_drain(self, drain):
        """Its number stays, negative: marks that are still under way count for no other
        drain."""
        self._set_drain(-drain)

    def _set_drain(self, drain):
        self.env.cr.execute(
            "UPDATE stock_tower_partition SET drain = %s WHERE number = %s",
            [drain, INTAKE],
        )

    def _lay_out(self, wanted):
        """A lane that goes and comes again must not know its former fences: new ones
        begin above the highest there was, which the intake's row keeps."""
        self.env.cr.execute(
            """UPDATE stock_tower_partition
                  SET fence = (SELECT max(fence) FROM stock_tower_partition)
                WHERE number = %s""",
            [INTAKE],
        )
        self.env.cr.execute(
            "DELETE FROM stock_tower_partition WHERE number >= %s", [wanted]
        )
        self.env.cr.execute(
            """INSERT INTO stock_tower_partition (number, fence, drain)
               SELECT lane, latest.fence, 0
                 FROM generate_series(%s, %s) lane,
                      (SELECT COALESCE(max(fence), 0) AS fence
                         FROM stock_tower_partition) latest
               ON CONFLICT (number) DO NOTHING""",
            [INTAKE, wanted - 1],
        )
