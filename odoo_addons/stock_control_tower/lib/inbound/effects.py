# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which kinds take effect, and how: `moves` is done by `_effect_moves`, and so on."""

EFFECTS = {
    "adjustment_posted": "moves",
    "asn_received": "asn",
    "cycle_count_posted": "counts",
    "goods_received": "receipt",
    "packed": "pack",
    "pick_confirmed": "pick",
    "putaway_completed": "moves",
    "quality_hold_placed": "holds",
    "quality_hold_released": "holds",
    "return_inspected": "moves",
    "return_received": "return",
    "shipment_dispatched": "dispatch",
    "shipment_voided": "void",
    "stock_moved": "moves",
    "transfer_dispatched": "transfer_out",
    "transfer_received": "transfer_in",
}


class _Run:
    """Deliveries of one effect, and what they speak of."""

    def __init__(self, effect, is_correction):
        self.effect = effect
        self.is_correction = is_correction
        self.deliveries = []
        self.subjects = set()

    def add(self, delivery, subjects):
        self.deliveries.append(delivery)
        self.subjects |= subjects


def effect_runs(deliveries):
    """Return [(effect, [delivery, …]), …]: as few runs as their order allows.

    Events take effect in their order where it can matter: when they speak of the same
    product, document or package. A delivery joins an earlier run of its effect only
    past runs that it has nothing to do with.

    A correction runs alone: what it corrects must have taken effect before it.
    """
    runs = []
    for delivery in deliveries:
        subjects = _subjects(delivery)
        run = _open_run(runs, EFFECTS[delivery.kind], subjects, delivery.corrects)
        if run is None:
            run = _Run(EFFECTS[delivery.kind], bool(delivery.corrects))
            runs.append(run)
        run.add(delivery, subjects)
    return [(run.effect, run.deliveries) for run in runs]


def _open_run(runs, effect, subjects, corrects):
    """Return the latest run that a delivery may join, or None."""
    if corrects:
        return None
    for run in reversed(runs):
        if run.is_correction:
            return None
        if run.effect == effect:
            return run
        if not run.subjects.isdisjoint(subjects):
            return None
    return None


def _subjects(delivery):
    subjects = {("document", reference["id"]) for reference in delivery.references}
    for line in delivery.lines:
        subjects.add(("product", line.product_id))
        subjects |= {("package", name) for name in (line.package, line.sscc) if name}
    return subjects
