# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The answer to a partner: as stored, as returned, and as an `event_outcome`."""

from .refusals import CONFLICT

WAITING = "waiting"
_MAX_LISTED = 500
_LIMITS = {"source": 200, "id": 200, "kind": 64, "businessKey": 512}


def stored_answer(at, refusal=None, documents=(), record=None, notes=()):
    """Return the answer kept with the event and given again on a repeat.

    :param at: contract timestamp of the answer
    :param record: `Record` when the event is kept without an effect
    :param notes: dicts code, message: what was unusual, though it was applied
    """
    answer = {"outcome": "applied", "at": at}
    if record:
        answer.update(outcome="recorded", code=record.code, message=record.message)
        if record.path:
            answer["path"] = record.path
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
    if notes and not refusal:
        answer["notes"] = list(notes)
    return answer


def waiting_answer(at, until):
    """Return the answer to an event that is stored and takes effect later.

    It is for the carrier, which may let go of the message; the partner hears when
    it is decided.
    """
    return {"outcome": WAITING, "at": at, "until": until}


def is_decided(answer):
    """Tell whether an answer is the last word, so that the partner is to hear it."""
    return answer is not None and answer["outcome"] != WAITING


def contract_time(moment):
    """Return a naive UTC datetime as a contract timestamp, in milliseconds."""
    return f"{moment:%FT%T}.{moment.microsecond // 1000:03d}Z"


def first_of(answer):
    """Return the short form of a first answer that repeats carry."""
    return {key: answer[key] for key in ("outcome", "at", "code") if key in answer}


def repeat_answer(first):
    """Return the answer to a repeat: the stored one, marked as a duplicate.

    While the first one waits so does its repeat.
    """
    if not is_decided(first):
        return first
    return {**first, "outcome": "duplicate", "first": first_of(first)}


def conflict_answer(at, refusal, first):
    """Return the answer to another event under an id that `first` answered."""
    answer = stored_answer(at, refusal)
    if is_decided(first):
        answer["first"] = first_of(first)
    return answer


def rpc_outcome(index, answer):
    """Return one element of the result of `inbox.ingest`.

    :param answer: as stored, or None when nothing was stored: send it again
    """
    if answer is None:
        return {"index": index, "outcome": "retry"}
    names = ("outcome", "code", "message", "path", "remedy", "first", "until")
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
    names = ("outcome", "code", "message", "path", "remedy", "first")
    data |= {key: answer[key] for key in names if key in answer}
    lists = ("documents", "notes")
    return data | {key: answer[key][:_MAX_LISTED] for key in lists if key in answer}


def missing_data(source, first, last, missing):
    """Return the `data` of the event_outcome that asks for events that did not come.

    :param first: lowest missing number; `missing` of those up to `last` did not come
    """
    return {
        "kind": "event_outcome",
        "mode": "notice",
        "businessKey": f"missing:{source}:{first}-{last}"[: _LIMITS["businessKey"]],
        "about": {
            "source": source,
            "firstSequence": f"{first:020d}",
            "lastSequence": f"{last:020d}",
        },
        "outcome": "missing",
        "code": "sequence_gap",
        "message": f"{missing} of the events with these numbers have not come.",
        "remedy": "Send the events with these numbers again, under their first ids.",
    }


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
