"""What the methods of the sidecar's route share."""

import json
from datetime import UTC, datetime

from odoo import SUPERUSER_ID, api
from odoo.http import request

from ..lib import json_rpc
from ..lib.json_rpc import RpcError
from ..models.ledger.fence import Fenced
from ..models.partitions.partition_lease import Replaced
from ..models.webhooks.stock_tower_subscription_lease import Leased


class own_environment:
    """A short transaction beside the request's, so that nothing the request has
    read or locked keeps the log's readers waiting."""

    def __enter__(self):
        self._cr = request.env.registry.cursor()
        self._cr.__enter__()
        return api.Environment(self._cr, SUPERUSER_ID, {})

    def __exit__(self, *failure):
        return self._cr.__exit__(*failure)


class protocol_errors:
    def __enter__(self):
        return self

    def __exit__(self, _kind, failure, _trace):
        codes = {
            Fenced: json_rpc.FENCED,
            Leased: json_rpc.LEASED,
            Replaced: json_rpc.LEASED,
            ValueError: json_rpc.INVALID_PARAMS,
        }
        code = codes.get(type(failure))
        if code:
            raise RpcError(code, str(failure)) from failure


def own_subscription(env):
    subscription = request.stock_tower_token.subscription_id
    return env["stock.tower.subscription"].browse(subscription.id)


def moment(value):
    """A UTC datetime without zone, from an ISO text; now when there is none."""
    if value is None:
        return datetime.now(UTC).replace(tzinfo=None)
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise RpcError(
            json_rpc.INVALID_PARAMS, "'published_at' must be an ISO 8601 time."
        ) from error
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None)


def check_item(item):
    known = {"partner", "body"}, {"partner", "bytes_base64", "error"}
    if not (
        isinstance(item, dict)
        and set(item) in known
        and all(isinstance(value, str) for value in item.values())
    ):
        raise RpcError(
            json_rpc.INVALID_PARAMS,
            "An item is {partner, body} or {partner, bytes_base64, error}, all texts.",
        )


def forbidden(scope):
    message = f"This token lacks the scope '{scope}'; generate one that has it."
    body = json.dumps({"error": {"code": "forbidden", "message": message}})
    return request.make_response(
        body, [("Content-Type", "application/json")], status=403
    )
