import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

ENVIRONMENT = re.compile(r"[a-z][a-z0-9-]{0,31}")


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    tower_environment = fields.Char(
        "Environment",
        config_parameter="stock_control_tower.environment",
        help="Every event carries it; an event of another environment is refused.",
    )
    tower_source = fields.Char(
        "Source",
        config_parameter="stock_control_tower.source",
        help="The CloudEvents source of this database's events. Changing it makes "
        "every event look new to subscribers: do so only on a copy.",
    )

    tower_retention_days = fields.Integer(
        "Days events are kept",
        config_parameter="stock_control_tower.retention_days",
        help="Older events are replaced by their sum, once every subscriber has them. "
        "0 keeps everything.",
    )

    tower_partitions = fields.Integer(
        "Partitions",
        config_parameter="stock_control_tower.partitions",
        default=8,
        help="Lanes that partners' events come in by. A change takes effect when the "
        "lanes have drained.",
    )

    @api.constrains("tower_partitions")
    def _check_tower_partitions(self):
        for settings in self:
            self.env["stock.tower.partition"]._check_number(settings.tower_partitions)

    @api.constrains("tower_retention_days")
    def _check_tower_retention_days(self):
        for settings in self:
            if settings.tower_retention_days < 0:
                raise ValidationError(
                    self.env._(
                        "Events cannot be kept for %s days: write a number of days, "
                        "or 0 to keep everything.",
                        settings.tower_retention_days,
                    )
                )

    @api.constrains("tower_environment")
    def _check_tower_environment(self):
        for settings in self:
            if not ENVIRONMENT.fullmatch(settings.tower_environment or ""):
                raise ValidationError(
                    self.env._(
                        "'%s' is no environment: write a lower-case word such as "
                        "production, test or demo (letters, digits and hyphens).",
                        settings.tower_environment or "",
                    )
                )
