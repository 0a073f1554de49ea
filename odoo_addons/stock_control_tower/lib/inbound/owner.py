# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whose stock does a line speak of?"""

from ..refusals import refuse
from .resolution import Refused


def resolve_owner(line, path, sender, facts):
    """Return the owner's id; None for the company's own stock.

    A reference wins over a name; the company's own name means the company.
    """
    name = line.get("owner")
    if name is None:
        return None
    known = facts.owners.get(name, ())
    by_ref = [owner for owner in known if owner.ref == name]
    matches = by_ref or [owner for owner in known if owner.name == name]
    where = f"{path}/owner"
    if not matches:
        raise Refused(refuse("unknown_owner", where, owner=name, detail=""))
    if len(matches) > 1:
        detail = f": {len(matches)} contacts are called that"
        raise Refused(refuse("unknown_owner", where, owner=name, detail=detail))
    owner = matches[0]
    if sender.owner_ids and owner.id not in sender.owner_ids:
        raise Refused(
            refuse("wrong_owner", where, partner=sender.code, owner=owner.name)
        )
    return None if owner.is_company_itself else owner.id
