# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The answer to a partner: as stored, as returned, and as an `event_outcome`."""

from .refusals import CONFLICT

_LIMITS = {"source": 200, "id": 200, "kind": 64, "businessKey": 512}


def stored_answer(at, refusal=None, documents=()):
    """Return the answer kept with the event and given again on a repeat.

    :param at: contract timestamp of the answer
    """
    answer = {"outcome": "applied", "at": at}
    if refusal:
        outcome = "conflict" if refusal.action == CONFLICT else "refused"
        answer.update(
            outcome=outcome,
            code=refusal.code,
            message=refusal.message,
            path=refusal.path,
            remedy=refusal.remedy,
        )
    if documents:
        answer["documents"] = list(documents)
    return answer


def first_of(answer):
    """Return the short form of a first answer that repeats carry."""
    return {key: answer[key] for key in ("outcome", "at", "code") if key in answer}


def repeat_answer(first):
    """Return the answer to a repeat: the stored one, marked as a duplicate."""
    return {**first, "outcome": "duplicate", "first": first_of(first)}


def rpc_outcome(index, answer):
    """Return one element of the result of `inbox.ingest`.

    :param answer: as stored, or None when nothing was stored: send it again
    """
    if answer is None:
        return {"index": index, "outcome": "retry"}
    names = ("outcome", "code", "message", "path", "remedy", "first")
    return {"index": index} | {key: answer[key] for key in names if key in answer}


def outcome_data(answer, delivery):
    """Return the `data` of the event_outcome event for one delivery."""
    about = _about(delivery)
    data = {
        "kind": "event_outcome",
        "mode": "notice",
        "businessKey": "outcome:" + (about.get("id") or about["rawSha256"]),
        "about": about,
    }
    names = ("outcome", "code", "message", "path", "remedy", "first", "documents")
    return data | {key: answer[key] for key in names if key in answer}


def _about(delivery):
    event = delivery.event or {}
    about = {
        "source": event.get("source"),
        "id": event.get("id"),
        "kind": delivery.kind or event.get("type"),
        "businessKey": delivery.business_key,
    }
    usable = {
        key: value[: _LIMITS[key]]
        for key, value in about.items()
        if isinstance(value, str) and value
    }
    return usable | {"rawSha256": delivery.decoded.sha256}
