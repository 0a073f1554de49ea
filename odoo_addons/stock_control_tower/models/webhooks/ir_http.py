import json
import re

from odoo import models
from odoo.http import Response, request
from werkzeug.exceptions import Unauthorized


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _auth_method_stock_control_tower(cls):
        """A service token as bearer; the request then acts as the bot user."""
        header = request.httprequest.headers.get("Authorization", "")
        match = re.fullmatch(r"bearer +(\S+)", header.strip(), re.IGNORECASE)
        token = request.env["stock.tower.token"].sudo()
        if match:
            token = token._recognise(match[1])
        if not match or not token:
            raise _unauthorised(
                "The service token is missing, unknown, expired or revoked; "
                "generate one in Odoo under Inventory / Configuration / Control Tower."
            )
        token._mark_used()
        request.stock_tower_token = token
        request.update_env(user=request.env.ref("stock_control_tower.user_bot").id)
        request.session.can_save = False


def _unauthorised(message):
    body = json.dumps({"error": {"code": "unauthorised", "message": message}})
    response = Response(body, status=401, content_type="application/json")
    response.headers["WWW-Authenticate"] = 'Bearer realm="stock_control_tower"'
    return Unauthorized(response=response)
