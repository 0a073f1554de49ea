"""The one route a sidecar speaks to: JSON-RPC 2.0 under a service token."""

import json

from odoo import http
from odoo.http import request

from ..lib import json_rpc
from ..lib.doctor import read_findings
from ..lib.json_rpc import RpcError
from ..models.webhooks.stock_tower_subscription_lease import LEASE_SECONDS
from .rpc_parts import (
    check_item,
    forbidden,
    moment,
    own_environment,
    own_subscription,
    protocol_errors,
)

MAX_BODY = 8 * 1024 * 1024  # bytes; 200 events of the usual size are below one
MAX_ITEMS = 200
MAX_EVENTS = 2000
MAX_SEQUENCE = 2**63 - 1
MAX_QUEUES = 100
MAX_COUNT = 2**31 - 1
BREAKER_STATES = "closed", "open", "half_open"


class SidecarApi(http.Controller):
    @http.route(
        "/stock_control_tower/rpc",
        type="http",
        auth="stock_control_tower",
        methods=["POST"],
        csrf=False,
        save_session=False,
        max_content_length=MAX_BODY,
    )
    def rpc(self):
        """Protocol errors answer HTTP 200 with `error`. What is not expected is
        raised: Odoo rolls back and answers 500, and the sidecar tries again."""
        request_id = None
        try:
            request_id, method, params = json_rpc.parse(request.httprequest.get_data())
            scope, call = self._method(method)
            if not request.stock_tower_token._allows(scope):
                return forbidden(scope)
            answer = json_rpc.result(request_id, call(params))
        except RpcError as failure:
            answer = json_rpc.error(request_id, failure)
        return request.make_response(answer, [("Content-Type", "application/json")])

    def _method(self, name):
        methods = {
            "outbox.claim": ("outbox.read", self._claim),
            "outbox.fetch": ("outbox.read", self._fetch),
            "outbox.advance": ("outbox.read", self._advance),
            "replay.fetch": ("outbox.read", self._replay_fetch),
            "replay.advance": ("outbox.read", self._replay_advance),
            "exceptions.report": ("outbox.read", self._report),
            "inbox.ingest": ("inbox.write", self._ingest),
            "tower.report": ("outbox.read", self._report_broker),
            "partitions.lease": ("inbox.write", self._lease),
            "partitions.leave": ("inbox.write", self._leave),
            "tower.status": ("status.read", self._status),
            "doctor.report": ("status.read", self._doctor_report),
        }
        if name not in methods:
            known = ", ".join(methods)
            raise RpcError(
                json_rpc.METHOD_NOT_FOUND, f"No method '{name}'; there are {known}."
            )
        return methods[name]

    def _claim(self, params):
        holder = json_rpc.text(params, "holder")
        with own_environment() as env:
            head = env["stock.tower.outbox"]._number_committed()
            env.cr.commit()
            with protocol_errors():
                fence, cursor = own_subscription(env)._claim(holder)
        return json.dumps(
            {
                "fence": fence,
                "cursor": str(cursor),
                "head": str(head),
                "lease_seconds": LEASE_SECONDS,
            }
        )

    def _fetch(self, params):
        fence = json_rpc.integer(params, "fence", 0, MAX_SEQUENCE)
        after = json_rpc.integer(params, "after", 0, MAX_SEQUENCE)
        limit = json_rpc.integer(params, "limit", 1, MAX_EVENTS, default=500)
        with own_environment() as env:
            outbox = env["stock.tower.outbox"]
            head = outbox._number_committed()
            env.cr.commit()
            subscription = own_subscription(env)
            with protocol_errors():
                subscription._renew(fence)
                kinds = subscription._kinds() or None
                events, last = outbox._fetch(after, limit, kinds)
            replay = json.dumps(env["stock.tower.replay"]._is_queued(subscription))
        return (
            f'{{"events": [{events}], "last": "{last}", "head": "{head}", '
            f'"replay": {replay}}}'
        )

    def _advance(self, params):
        fence = json_rpc.integer(params, "fence", 0, MAX_SEQUENCE)
        to = json_rpc.integer(params, "to", 0, MAX_SEQUENCE)
        published_at = moment(params.get("published_at"))
        with own_environment() as env, protocol_errors():
            cursor = own_subscription(env)._advance(fence, to, published_at)
        return json.dumps({"cursor": str(cursor)})

    def _replay_fetch(self, params):
        fence = json_rpc.integer(params, "fence", 0, MAX_SEQUENCE)
        limit = json_rpc.integer(params, "limit", 1, MAX_EVENTS, default=500)
        with own_environment() as env, protocol_errors():
            subscription = own_subscription(env)
            subscription._renew(fence)
            replay, events, last = env["stock.tower.replay"]._next_page(
                subscription, limit
            )
        replay = json.dumps(replay)
        return f'{{"replay": {replay}, "events": [{events}], "last": "{last}"}}'

    def _replay_advance(self, params):
        fence = json_rpc.integer(params, "fence", 0, MAX_SEQUENCE)
        replay = json_rpc.integer(params, "replay", 1, MAX_SEQUENCE)
        to = json_rpc.integer(params, "to", 0, MAX_SEQUENCE)
        published = json_rpc.integer(params, "published", 0, MAX_EVENTS)
        with own_environment() as env, protocol_errors():
            subscription = own_subscription(env)
            subscription._renew(fence)
            env["stock.tower.replay"]._advance(subscription, replay, to, published)
        return "{}"

    def _report(self, params):
        """Take note of messages that the sidecar had to put aside."""
        messages = params.get("messages")
        names = {"reason": 64, "exchange": 64, "detail": 1000, "body": 16384}
        if not (
            isinstance(messages, list)
            and 1 <= len(messages) <= MAX_EVENTS
            and all(
                isinstance(one, dict)
                and set(one) == set(names)
                and all(isinstance(value, str) for value in one.values())
                for one in messages
            )
        ):
            raise RpcError(
                json_rpc.INVALID_PARAMS,
                "'messages' must hold {reason, exchange, detail, body}, all texts.",
            )
        cut = [
            {name: one[name][:most].replace("\0", "?") for name, most in names.items()}
            for one in messages
        ]
        request.env["stock.tower.exception"].sudo()._report_dead(cut)
        return "{}"

    def _report_broker(self, params):
        """Take note of the broker as the sidecar sees it; seconds later it is told
        again, so nothing here is kept for long."""
        queues = params.get("queues")
        if not (isinstance(queues, list) and len(queues) <= MAX_QUEUES):
            raise RpcError(
                json_rpc.INVALID_PARAMS, f"'queues' must hold up to {MAX_QUEUES}."
            )
        broker = params.get("broker")
        if not (isinstance(broker, dict) and isinstance(broker.get("ok"), bool)):
            raise RpcError(json_rpc.INVALID_PARAMS, "'broker' must be {ok, reason}.")
        request.env["stock.tower.sidecar"].sudo()._report(
            json_rpc.text(params, "name")[:64],
            {"ok": broker["ok"], "reason": str(broker.get("reason", ""))[:500]},
            [
                {
                    "name": json_rpc.text(queue, "name")[:255],
                    "ready": json_rpc.integer(queue, "ready", 0, MAX_COUNT),
                    "consumers": json_rpc.integer(queue, "consumers", 0, MAX_COUNT),
                }
                for queue in queues
            ],
        )
        return "{}"

    def _ingest(self, params):
        items = params.get("items")
        if not isinstance(items, list) or not 1 <= len(items) <= MAX_ITEMS:
            raise RpcError(
                json_rpc.INVALID_PARAMS, f"'items' must hold 1 to {MAX_ITEMS} items."
            )
        for item in items:
            check_item(item)
        inbox = request.env["stock.tower.inbox"]
        with protocol_errors():
            inbox.sudo()._hold_lanes(json_rpc.counts(params, "lanes", MAX_COUNT))
        outcomes = inbox._ingest(items, final=bool(params.get("final")))
        return json.dumps({"outcomes": outcomes})

    def _lease(self, params):
        name = json_rpc.text(params, "name")[:64]
        instance = json_rpc.text(params, "instance", 64)
        held = json_rpc.counts(params, "held", MAX_COUNT)
        report = {
            "drained": json_rpc.counts(params, "drained", MAX_COUNT),
            "events_brought": json_rpc.integer(
                params, "events_brought", 0, MAX_COUNT, default=0
            ),
            "breaker": json_rpc.choice(params, "breaker", BREAKER_STATES),
        }
        with own_environment() as env, protocol_errors():
            partitions = env["stock.tower.partition"]
            return json.dumps(partitions._lease(name, instance, held, report))

    def _leave(self, params):
        name = json_rpc.text(params, "name")[:64]
        instance = json_rpc.text(params, "instance", 64)
        with own_environment() as env:
            env["stock.tower.partition"]._leave(name, instance)
        return "{}"

    def _status(self, _params):
        subscription = request.stock_tower_token.subscription_id
        return json.dumps(request.env["stock.tower.status"]._read_status(subscription))

    def _doctor_report(self, params):
        """Keep what a sidecar found about the broker; answer what Odoo finds."""
        origin = json_rpc.text(params, "origin", 64)
        clock = moment(params.get("clock"))
        with protocol_errors():
            findings = read_findings(params.get("findings"))
        checks = request.env["stock.tower.doctor.check"].sudo()
        checks._replace(f"sidecar {origin}", findings)
        found = [vars(one) for one in checks._look(clock)]
        return json.dumps({"findings": found})
