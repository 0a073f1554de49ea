"""Which partitions a sidecar is to hold. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    keep: list  # partitions it holds and goes on holding
    take: list  # free partitions it is to take up
    release: list  # partitions that are its by record and that it no longer holds


def share(me, members, holders, held, intake=-1):
    """Balance the partitions over the members, moving as few as possible.

    Nothing is taken from a member that is alive: one that holds too many is told of
    fewer, and lets go by itself.

    :param me: the member that asks, one of `members`
    :param members: ids of the members that are alive
    :param holders: dict number -> id of the member it belongs to, or None
    :param held: numbers that the asking member says it works on
    :param intake: the number that is no lane, and counts for nobody's share
    """
    members = sorted(members)
    lanes = sorted(number for number in holders if number != intake)
    rank = members.index(me)
    quota = len(lanes) // len(members) + (rank < len(lanes) % len(members))
    mine = [one for one in lanes if holders[one] == me and one in held]
    free = [
        one
        for one in lanes
        if holders[one] not in members or (holders[one] == me and one not in held)
    ]
    keep = mine[:quota]
    take = free[: max(0, quota - len(mine))]
    if intake in holders:
        if holders[intake] == me and intake in held:
            keep.append(intake)
        elif holders[intake] == me or holders[intake] not in members:
            take.append(intake)
    release = [
        one
        for one, holder in holders.items()
        if holder == me and one not in held and one not in take
    ]
    return Share(keep, take, release)
