"""The promise once more, slow and simple: day by day, document by document.

Shares no code with the addon. `facts_of` reads one product in one warehouse record by
record; `promise` adds up every day of the horizon from scratch. Nothing is cached.
"""

import os
import random
from datetime import timedelta
from fractions import Fraction

ELIGIBLE = {
    "none": (),
    "in_transit": ("transit",),
    "asn_backed": ("transit", "asn"),
    "confirmed": ("transit", "asn", "plain"),
}


def promise(today, stock, incoming, outgoing, horizon=30, safety=0, policy="confirmed"):
    """Return (now, {day: promise}, overcommitted), all `Fraction`s.

    :param incoming: (day, quantity, "transit" | "asn" | "plain") of each receipt
    :param outgoing: (day, quantity) of each demand
    """
    days = [today + timedelta(days=number) for number in range(horizon + 1)]

    def balance(day, with_receipts, kept_back):
        total = Fraction(stock) - Fraction(kept_back)
        for due, quantity, kind in incoming:
            if with_receipts and kind in ELIGIBLE[policy] and today <= due <= day:
                total += Fraction(quantity)
        for due, quantity in outgoing:
            if due <= day:
                total -= Fraction(quantity)
        return total

    now = min(balance(day, False, safety) for day in days)
    by_day = {
        day: max(0, min(balance(later, True, safety) for later in days if later >= day))
        for day in days
    }
    lacking = -min(balance(day, True, 0) for day in days)
    return max(0, now), by_day, max(0, lacking)


def facts_of(product, warehouse):
    """Return (stock, incoming, outgoing) as `promise` takes them; days in UTC."""
    env = product.env(su=True)
    stock = Fraction(0)
    for quant in env["stock.quant"].search([("product_id", "=", product.id)]):
        held = quant.lot_id.tower_hold or quant.lot_id.tower_expired
        if (
            _sellable_in(quant.location_id, warehouse)
            and quant.location_id.usage == "internal"
            and not held
            and _own(quant.owner_id, warehouse)
        ):
            stock += Fraction(str(quant.quantity))
    incoming, outgoing = [], []
    for move in env["stock.move"].search([("product_id", "=", product.id)]):
        if move.state in ("draft", "done", "cancel"):
            continue
        if not _own(move.restrict_partner_id or move.picking_id.owner_id, warehouse):
            continue
        target = move.location_final_id or move.location_dest_id
        leaves = _sellable_in(move.location_id, warehouse)
        arrives = _sellable_in(target, warehouse)
        ours = foreign = Fraction(0)
        for line in move.move_line_ids:
            if _own(line.owner_id, warehouse):
                ours += Fraction(str(line.quantity_product_uom))
            else:
                foreign += Fraction(str(line.quantity_product_uom))
        quantity = Fraction(str(move.product_qty)) - foreign
        if leaves and not arrives:
            outgoing.append((move.date.date(), quantity))
        if arrives and not leaves:
            on_the_way = Fraction(0)
            if move.location_id.usage == "transit":
                on_the_way = min(ours, quantity)
                incoming.append((move.date.date(), on_the_way, "transit"))
            kind = "asn" if move.picking_id.tower_asn else "plain"
            incoming.append((move.date.date(), quantity - on_the_way, kind))
    return stock, incoming, outgoing


def _sellable_in(location, warehouse):
    """Inside the warehouse, and the nearest class on the way up is none or sellable."""
    if location.usage not in ("internal", "view"):
        return False
    state = inside = False
    while location:
        state = state or location.tower_state
        inside = inside or location == warehouse.view_location_id
        location = location.location_id
    return inside and state in (False, "available")


def _own(owner, warehouse):
    return not owner or owner == warehouse.company_id.partner_id


def new_seed():
    """A seed to print; ATP_SEED repeats a run. (The stack hands Odoo no environment:
    write the number here instead.)"""
    return int(os.environ.get("ATP_SEED") or random.randrange(10**9))
