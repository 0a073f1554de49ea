# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What does each row of a file do to a mapping table?

A row speaks of the mapping that has its first word and its beginning; columns that the
file lacks leave it as it is. Rows that change or end mappings go before those that add
some, so that a file may end one mapping and begin the next in any order.
"""

from dataclasses import dataclass, field, replace

from .mappings import first_overlap

CREATED = "created"
UPDATED = "updated"
UNCHANGED = "unchanged"
ERROR = "error"
SKIPPED = "skipped"  # good, but left out because another row is not


@dataclass
class Change:
    """One row: `mapping` as it would be, `known_id` of the one it speaks of.

    `given` names the attributes of the mapping that the file says; `values` are the
    record's fields, as the row says them.
    """

    number: int
    word: str = ""
    mapping: object = None
    given: frozenset = frozenset()
    values: dict = field(default_factory=dict)
    active: bool = True
    status: str = ERROR
    reason: str = ""
    remedy: str = ""
    known_id: int | None = None

    def fail(self, reason, remedy):
        self.status, self.reason, self.remedy = ERROR, reason, remedy


def decide(changes, known):
    """Set `status` and `known_id` of each change that has a mapping.

    :param known: active mappings of the partner, those sharing a word at least
    """
    by_key = {_key(one): one for one in known}
    held = _Held(known)
    seen, adding = {}, []
    for change in changes:
        if change.mapping is None:
            continue
        key = _key(change.mapping)
        if key in seen:
            change.fail(
                f"Row {seen[key]} has the same word and the same beginning.",
                "Keep one of the two.",
            )
            continue
        seen[key] = change.number
        before = by_key.get(key)
        if before is None:
            adding.append(change)
        else:
            _decide_known(change, before, held)
    for change in adding:
        if change.active:
            _take(change, CREATED, held)
        else:
            change.status = UNCHANGED  # nothing there to end


def _decide_known(change, before, held):
    change.known_id = before.id
    said = {name: getattr(change.mapping, name) for name in change.given}
    after = change.mapping = replace(before, **said)
    if not change.active:
        held.remove(before)
        change.status = UPDATED
    elif after == before:
        change.status = UNCHANGED
    else:
        held.remove(before)
        if not _take(change, UPDATED, held):
            held.add(before)


def _take(change, status, held):
    rival = held.rival(change.mapping)
    if rival:
        change.fail(
            f"It overlaps {rival}: a word has one meaning at a time.",
            "End the other with valid_to, or begin this one later with valid_from.",
        )
        return False
    held.add(change.mapping, f"row {change.number}")
    change.status = status
    return True


def keep_all_or_none(changes):
    """Turn what would be done into skipped when any row has an error."""
    if not any(change.status == ERROR for change in changes):
        return
    for change in changes:
        if change.status in (CREATED, UPDATED):
            change.status = SKIPPED
            change.reason = "Other rows have errors, and all or nothing was asked for."
            change.remedy = "Correct them and import again."


class _Held:
    """Mappings by word, with what to call each."""

    def __init__(self, mappings):
        self._by_word = {}
        for mapping in mappings:
            self.add(mapping)

    def add(self, mapping, name=None):
        name = name or f"the mapping {_spoken(mapping)}"
        for word in mapping.words():
            self._by_word.setdefault(word, []).append((mapping, name))

    def remove(self, mapping):
        for word in mapping.words():
            self._by_word[word] = [
                each for each in self._by_word[word] if each[0] != mapping
            ]

    def rival(self, mapping):
        for word in mapping.words():
            for other, name in self._by_word.get(word, ()):
                if first_overlap([other, mapping]):
                    return name
        return None


def _key(mapping):
    return (mapping.words()[0], mapping.start)


def _spoken(mapping):
    start = f"from {mapping.start} " if mapping.start else ""
    return f"that holds {start}until {mapping.end or 'further notice'}"
