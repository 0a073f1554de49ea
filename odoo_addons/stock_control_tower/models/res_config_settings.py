from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    tower_environment = fields.Char(
        "Environment", config_parameter="stock_control_tower.environment"
    )
    tower_source = fields.Char(
        "Event source", config_parameter="stock_control_tower.source"
    )
