from odoo import models

CHANNEL = "stock_control_tower"


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Turn the client's plain name into its companies' channels.

        Odoo accepts any string channel from anybody; the name alone therefore
        never carries anything, and only viewers get the real channels.
        """
        asked = CHANNEL in channels
        channels = [channel for channel in channels if channel != CHANNEL]
        if asked and self.env.user.has_group("stock_control_tower.group_viewer"):
            channels += [(company, CHANNEL) for company in self.env.user.company_ids]
        return super()._build_bus_channel_list(channels)
