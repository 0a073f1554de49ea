# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where the log and the stock differ: which movements make the log right again?"""

from collections import defaultdict
from decimal import Decimal

OUTSIDE = "outside"


def repairs(differences):
    """Return the movements between states that close the differences.

    :param differences: iterable of (key, state, quantity in stock beyond the log)
    :return: list of (key, from state, to state, quantity above zero); a side that no
        state of the key can give or take is `outside`
    """
    by_key = defaultdict(dict)
    for key, state, missing in differences:
        by_key[key][state] = Decimal(repr(missing))
    found = []
    for key, states in by_key.items():
        rest = -sum(states.values())
        if rest:
            states[OUTSIDE] = rest
        givers = [[state, -missing] for state, missing in states.items() if missing < 0]
        for target, missing in states.items():
            while missing > 0:
                source, left = givers[-1]
                part = min(missing, left)
                found.append((key, source, target, part))
                missing -= part
                givers[-1][1] -= part
                if not givers[-1][1]:
                    givers.pop()
    return found
