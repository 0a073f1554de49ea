# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which kinds take effect, and how: `moves` is done by `_effect_moves`, and so on."""

from itertools import groupby

EFFECTS = {
    "adjustment_posted": "moves",
    "cycle_count_posted": "counts",
    "goods_received": "moves",
    "putaway_completed": "moves",
    "quality_hold_placed": "holds",
    "quality_hold_released": "holds",
    "return_inspected": "moves",
    "shipment_dispatched": "moves",
    "shipment_voided": "moves",
    "stock_moved": "moves",
    "transfer_dispatched": "moves",
    "transfer_received": "moves",
}


def effect_runs(deliveries):
    """Yield (effect, [delivery, …]): neighbours of one effect, in their order.

    A correction runs alone: what it corrects must have taken effect before it.
    """
    numbered = enumerate(deliveries)

    def run_key(numbered_delivery):
        number, delivery = numbered_delivery
        return EFFECTS[delivery.kind], number if delivery.corrects else None

    for (effect, _number), run in groupby(numbered, run_key):
        yield effect, [delivery for _number, delivery in run]
