import logging
from collections import Counter
from datetime import UTC, datetime

from odoo import models
from odoo.exceptions import AccessError

from ...lib.authority.route_facts import parts
from ...lib.contract_validator import validate
from ...lib.inbound.decoding import decode_item
from ...lib.inbound.delivery import (
    CONFLICT,
    DUPLICATE,
    Delivery,
    FirstAnswer,
    recognise,
)
from ...lib.inbound.resolution import Refused
from ...lib.inbound.screening import screen_content, screen_identity
from ...lib.outcome import (
    conflict_answer,
    contract_time,
    is_decided,
    outcome_data,
    repeat_answer,
    rpc_outcome,
    stored_answer,
    waiting_answer,
)
from ...lib.refusals import refuse

_logger = logging.getLogger(__name__)
_MAX_PARTNER = 64


class StockTowerInbox(models.Model):
    """The way of a batch: read, recognise, plan, store, route, apply, answer."""

    _inherit = "stock.tower.inbox"

    def _ingest(self, items, final=False):
        """Take in a batch of partners' events, in the caller's transaction.

        Each event ends in exactly one row, its stock moves (when applied) and one
        event_outcome per delivery; a repeat gets the stored first answer. An event
        whose time has not come is stored as `waiting` and answered for good later.
        Nothing is committed here: the caller acknowledges after its own commit.

        :param items: list of `{partner, body}` or `{partner, bytes_base64, error}`
        :param final: a failure that is no refusal is stored as one, instead of
            being left out to be sent again
        :return: list of `{index, outcome, code?, message?, path?, remedy?, first?,
            until?}`
        """
        if not (self.env.su or self.env.user.has_group(_BOT_GROUP)):
            raise AccessError(
                self.env._(
                    "Only the Control Tower's service user may take in events; "
                    "call the service route with a token."
                )
            )
        inbox = self.sudo().with_context(tracking_disable=True)
        now = datetime.now(UTC).replace(tzinfo=None)
        deliveries = inbox._read_items(items)
        new = recognise(deliveries, inbox._stored_answers(deliveries))
        for delivery in new:
            delivery.refusal = delivery.screened.refusal or screen_content(
                delivery.event, validate, now
            )
        inbox._plan([one for one in new if not one.refusal])
        facts = inbox._route_facts([one for one in new if not one.refusal], now)
        inbox._store_rows(new, now)
        inbox._decide(new, facts, now, final)
        inbox._answer_repeats(deliveries, now)
        inbox._emit_answers(deliveries)
        return [rpc_outcome(one.index, one.answer) for one in deliveries]

    def _decide(self, new, facts, now, final, is_due=False):
        """Route, apply and answer stored events, in parts that depend on each other.

        :param facts: `RouteFacts` of those that are not refused already
        :param is_due: they have waited, and their time has come
        """
        good = [one for one in new if not one.refusal]
        self._answer_new([one for one in new if one.refusal], now)
        for part in parts(good, facts):
            self._route(part, facts, now, is_due)
            for stretch in _until_borrowed(part):
                self._apply([one for one in stretch if one.takes_effect], final)
                self._refuse_borrowed_lots(stretch[-1])
            self._answer_new(part, now)
            for delivery in part:
                if delivery.answer:
                    facts.learn(delivery)
        self._keep_comparisons(good)

    def _refuse_borrowed_lots(self, delivery):
        """What moves nothing is refused all the same when it names an unknown lot; the
        earlier event that was to bring it may have moved nothing either."""
        if delivery.record and delivery.borrows_lots:
            try:
                self._find_lots([delivery])
            except Refused as refused:
                delivery.refusal, delivery.record = refused.refusal, None

    def _read_items(self, items):
        environment = self.env["stock.tower.outbox"]._environment()
        codes = [str(item.get("partner") or "")[:_MAX_PARTNER] for item in items]
        senders = self.env["stock.tower.partner"]._senders(set(codes))
        deliveries = []
        for index, (item, code) in enumerate(zip(items, codes, strict=True)):
            code = code.encode("ascii", "replace").decode().replace("\0", "?")
            decoded, sender = decode_item(item), senders.get(code)
            screened = screen_identity(decoded, code, sender, environment)
            deliveries.append(Delivery(index, code, decoded, sender, screened))
        return deliveries

    def _stored_answers(self, deliveries):
        """Return dict identity -> `FirstAnswer` of what was answered before."""
        own = {one.identity for one in deliveries if one.screened.source}
        raw = {
            (one.partner_code, one.screened.event_id)
            for one in deliveries
            if not one.screened.source
        }
        self.env.cr.execute(
            """SELECT source, event_id, id, body_hash, outcome
                 FROM stock_tower_inbox
                WHERE code IS DISTINCT FROM 'id_conflict' AND source <> ''
                  AND (source, event_id) IN %s
            UNION ALL
               SELECT E'\\x01' || partner_code, event_id, id, body_hash, outcome
                 FROM stock_tower_inbox
                WHERE code IS DISTINCT FROM 'id_conflict' AND source = ''
                  AND (partner_code, event_id) IN %s""",
            [tuple(own) or _NO_PAIR, tuple(raw) or _NO_PAIR],
        )
        return {
            (source, event_id): FirstAnswer(row_id, body_hash, answer)
            for source, event_id, row_id, body_hash, answer in self.env.cr.fetchall()
        }

    def _plan(self, deliveries):
        """Set `lines`, or `refusal`, and `touched` of each; queries once per company.

        The figures of a snapshot are understood when they are reconciled: one item
        that is unknown today must not cost the others.
        """
        by_company = {}
        for delivery in deliveries:
            by_company.setdefault(delivery.sender.company_id, []).append(delivery)
        for company_id, group in by_company.items():
            company = self.env["res.company"].browse(company_id)
            moving = [one for one in group if one.mode != "snapshot"]
            if moving:
                self._plan_company(company, moving)
            self._touch(company, [one for one in group if not one.refusal])

    def _answer_new(self, deliveries, now):
        """Give new events that are stored their answer, and store it."""
        stored = [one for one in deliveries if one.inbox_id]
        for delivery in stored:
            if delivery.wait_until and not (delivery.refusal or delivery.record):
                until = contract_time(delivery.wait_until)
                delivery.answer = waiting_answer(contract_time(now), until)
            else:
                delivery.answer = stored_answer(
                    contract_time(now),
                    delivery.refusal,
                    delivery.documents,
                    delivery.record,
                    delivery.notes,
                )
        self._store_answers(stored)

    def _answer_repeats(self, deliveries, now):
        """Answer repeats as the first time and count them; keep conflicts."""
        repeats = Counter()
        conflicts = []
        for delivery in deliveries:
            first = delivery.first
            if first is None or first.answer is None:
                continue  # new, or its first delivery will come again
            if delivery.role == DUPLICATE:
                delivery.inbox_id = first.inbox_id
                delivery.answer = repeat_answer(first.answer)
                repeats[first.inbox_id] += 1
            elif delivery.role == CONFLICT:
                delivery.refusal = refuse(
                    "id_conflict",
                    path="/id",
                    event_id=delivery.screened.event_id,
                    first_at=first.answer["at"],
                    first_outcome=first.answer["outcome"],
                )
                delivery.answer = conflict_answer(
                    contract_time(now), delivery.refusal, first.answer
                )
                conflicts.append(delivery)
        self._count_repeats(repeats, now)
        self._store_conflicts(conflicts, now)

    def _emit_answers(self, deliveries):
        """Tell the partners what was decided; of what waits they hear later."""
        decided = [one for one in deliveries if is_decided(one.answer)]
        self.env["stock.tower.outbox"]._emit_outcomes(
            [self._outcome_vals(one, one.answer) for one in decided]
        )

    def _outcome_vals(self, delivery, answer):
        data = outcome_data(answer, delivery)
        event = delivery.event or {}
        return {
            "data": data,
            "business_key": data["businessKey"],
            "partner_id": delivery.sender and delivery.sender.id,
            "partner_code": delivery.partner_code,
            "company_id": delivery.sender and delivery.sender.company_id,
            "inbox_id": delivery.inbox_id,
            "causation_id": text_or_none(event.get("id")),
            "correlation_id": text_or_none(event.get("correlationid")),
            "traceparent": text_or_none(event.get("traceparent")),
        }


def _until_borrowed(part):
    """Cut behind each recorded event that borrows lots: later ones may bring them."""
    stretch = []
    for delivery in part:
        stretch.append(delivery)
        if delivery.record and delivery.borrows_lots:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


_BOT_GROUP = "stock_control_tower.group_bot"
_NO_PAIR = (("", ""),)  # SQL's IN wants at least one


def text_or_none(value, limit=200):
    """Return an optional attribute of an event that may not have been validated."""
    return value[:limit] if isinstance(value, str) and value else None
