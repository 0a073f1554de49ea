# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The closed catalogue of reasons why a partner's event is not applied.

One entry per code: the class says what happens next, the message names what Odoo
has, the remedy says what the partner or the operator can do. Messages are written
for partners, so they are English and carry no database ids.
"""

from dataclasses import dataclass

REJECTED = "Rejected"  # parked in the inbox, a person decides
CONFLICT = "Conflict"  # parked beside the first event, a person compares the two
# What an event_outcome may carry.
_MAX_MESSAGE = 4000
_MAX_PATH = 512


@dataclass(frozen=True)
class RefusalKind:
    """What one code means. `message` is a `str.format` template."""

    message: str
    remedy: str
    action: str = REJECTED


@dataclass(frozen=True)
class Refusal:
    """One event refused for one reason at one place (`path`: JSON pointer)."""

    code: str
    message: str
    remedy: str
    path: str = ""

    @property
    def action(self):
        return CATALOGUE[self.code].action


def refuse(code, path="", **facts):
    """Return the `Refusal` for `code`, its message filled with `facts`.

    :raise KeyError: when the code, or a fact its message names, is missing
    """
    kind = CATALOGUE[code]
    message = kind.message.format(**facts)[:_MAX_MESSAGE]
    return Refusal(code, message, kind.remedy, path[:_MAX_PATH])


CATALOGUE = {
    # The message itself
    "undecodable": RefusalKind(
        "The message is not a JSON object: {reason}.",
        "Send one CloudEvent as UTF-8 JSON text, without a byte order mark.",
    ),
    "event_too_large": RefusalKind(
        "The message has {size} bytes; at most {limit} are accepted.",
        "Split the document into several events.",
    ),
    "schema_invalid": RefusalKind(
        "The event breaks the contract: {reason}.",
        "Correct the field and send the event again under a new id.",
    ),
    # Who sent it, and where it belongs
    "unknown_partner": RefusalKind(
        "No active partner has the code '{partner}'.",
        "Create or unarchive the partner under Control Tower > Partners, or "
        "correct the first word of the routing key.",
    ),
    "foreign_source": RefusalKind(
        "Partner '{partner}' may only use the source '{expected}', not '{source}'.",
        "Correct the event's source, or the source on the partner in Odoo.",
    ),
    "environment_mismatch": RefusalKind(
        "The event is meant for '{environment}'; this database is '{expected}'.",
        "Send the event to the system of its own environment.",
    ),
    "kind_not_supported": RefusalKind(
        "Partners may not send events of kind '{kind}'; they may send: {supported}.",
        "Send one of the kinds that partners may send.",
    ),
    "time_in_future": RefusalKind(
        "The event's time {time} lies more than a day ahead of now ({now}).",
        "Correct the sender's clock or time zone; times are UTC.",
    ),
    "id_conflict": RefusalKind(
        "The id '{event_id}' was used before for another event (first received "
        "{first_at}, then {first_outcome}).",
        "Compare both events in the inbox; send the right one under a new id.",
        CONFLICT,
    ),
    "correction_unknown": RefusalKind(
        "The event corrects '{event_id}', which {what}.",
        "Name events of the same source that were applied; without any, leave the "
        "list empty.",
    ),
    "correction_exceeds": RefusalKind(
        "The corrected events moved {moved} {unit} of '{product}' and {corrected} of "
        "it was corrected before; this event would correct {wanted} more.",
        "Correct what is left, or report the rest as an event of its own.",
    ),
    # Whose word counts
    "flow_off": RefusalKind(
        "Partner '{partner}' is switched off for {warehouse}.",
        "Switch the partner's flow to shadow or live in Odoo, then send the event "
        "again under a new id.",
    ),
    "duplicate_business_key": RefusalKind(
        "The business key '{key}' was used before by event '{event_id}' ({outcome} "
        "at {at}).",
        "Send a repeat under its first id, a correction that names the event it "
        "corrects, or a new fact under a new business key.",
    ),
    # Where
    "unknown_warehouse": RefusalKind(
        "No warehouse has the code '{warehouse}'.",
        "Use the short name of a warehouse in Odoo, or map the partner's code to one "
        "under Control Tower > Location mappings.",
    ),
    "wrong_company": RefusalKind(
        "Warehouse '{warehouse}' belongs to another company than partner '{partner}'.",
        "Correct the warehouse, or send the event as a partner of its company.",
    ),
    "warehouse_not_allowed": RefusalKind(
        "Partner '{partner}' may not report stock of warehouse '{warehouse}'; "
        "allowed are: {allowed}.",
        "Add the warehouse to the partner in Odoo, or correct the event.",
    ),
    "unknown_location": RefusalKind(
        "Warehouse '{warehouse}' has no storage location '{bin}'{detail}.",
        "Use the location's barcode, full name or name, map the partner's bin under "
        "Control Tower > Location mappings, or create the location in Odoo.",
    ),
    "location_not_in_warehouse": RefusalKind(
        "Location '{bin}' is {actual}, which does not belong to warehouse "
        "'{warehouse}'.",
        "Correct the warehouse or the bin, or its mapping.",
    ),
    "location_mismatch": RefusalKind(
        "Warehouse '{warehouse}' is '{warehouse_code}' in Odoo, but GLN '{gln}' is "
        "mapped to '{gln_code}'.",
        "Correct the event, or the location mappings of the partner.",
    ),
    "gln_check_digit": RefusalKind(
        "GLN '{number}' ends in the wrong check digit: its other digits ask for "
        "'{right}'.",
        "Correct the GLN, or leave it out: the warehouse code is enough.",
    ),
    "state_not_mapped": RefusalKind(
        "{kind} from '{from_state}' to '{to_state}' has no effect defined{detail}.",
        "Use the states of this kind. Stock that is not available needs a bin, or a "
        "location of the warehouse with that stock state in Odoo.",
    ),
    "state_mismatch": RefusalKind(
        "Location '{location}' is {actual}; the event says '{state}'.",
        "Name a bin of that state, or correct the location's stock state in Odoo.",
    ),
    "same_place": RefusalKind(
        "{kind} has {location} on both sides; nothing would move.",
        "Name the bins between which the goods moved.",
    ),
    # Whose
    "unknown_owner": RefusalKind(
        "No contact has the reference or name '{owner}'{detail}.",
        "Use the reference of a contact in Odoo; leave the owner out for own stock.",
    ),
    "wrong_owner": RefusalKind(
        "Partner '{partner}' may not report stock of owner '{owner}'.",
        "Add the owner to the partner in Odoo, or correct the event.",
    ),
    # Which document
    "reference_required": RefusalKind(
        "The event names no document of Odoo, and this partner's {what} needs one.",
        "Name the order, the notice or the transfer under references, or let events "
        "without a document create one (policy of the partner in Odoo).",
    ),
    "document_not_found": RefusalKind(
        "Odoo has no {what} for {references}.",
        "Correct the reference or create the document in Odoo, or let events without "
        "a document create one (policy of the partner in Odoo).",
    ),
    "document_unclear": RefusalKind(
        "The event names no document, and {found}.",
        "Name the order or the transfer under references.",
    ),
    "document_closed": RefusalKind(
        "{document} is closed: {why}.",
        "Name a document that is open; send a difference as adjustment_posted.",
    ),
    "document_cancelled": RefusalKind(
        "{document} was cancelled.",
        "Name another document, or create a new one in Odoo.",
    ),
    "document_open": RefusalKind(
        "{document} is not done yet; there is nothing to take back.",
        "Send what happened first, or cancel the transfer in Odoo.",
    ),
    "document_ambiguous": RefusalKind(
        "'{reference}' is the reference of several documents: {documents}.",
        "Name one of them under references, with the type picking.",
    ),
    "document_wrong_warehouse": RefusalKind(
        "{document} belongs to warehouse '{actual}', the event to '{warehouse}'.",
        "Correct the warehouse or the reference.",
    ),
    "item_not_on_document": RefusalKind(
        "{documents} has no open line for '{product}'.",
        "Correct the item or the reference, add the product to the order, or accept "
        "more than ordered (policy of the partner in Odoo).",
    ),
    "quantity_over": RefusalKind(
        "{quantity} of '{product}' were reported; {documents} is open for {open} of "
        "{demand}, and {limit} more may be accepted.",
        "Correct the quantity, raise the order, or raise the partner's tolerance in "
        "Odoo.",
    ),
    # What
    "unknown_item": RefusalKind(
        "No product has {item}.",
        "Set the internal reference or barcode on the product, or map the partner's "
        "code under Control Tower > Item mappings; products are never created from "
        "events.",
    ),
    "ambiguous_item": RefusalKind(
        "{count} products have {item}.",
        "Make the internal reference or barcode unique, or archive the others.",
    ),
    "item_mismatch": RefusalKind(
        "SKU '{sku}' is '{sku_name}', but GTIN '{gtin}' is '{gtin_name}'.",
        "Correct the event, the product's reference or barcode, or the item mappings "
        "of the partner.",
    ),
    "pack_mismatch": RefusalKind(
        "SKU '{sku}' counts '{sku_pack}' of '{product}', but GTIN '{gtin}' counts "
        "'{gtin_pack}'.",
        "Send the one that is counted, or map the SKU to the same pack under Control "
        "Tower > Item mappings.",
    ),
    "gtin_check_digit": RefusalKind(
        "GTIN '{number}' ends in the wrong check digit: its other digits ask for "
        "'{right}'.",
        "Read the number again from the label; a code that is no GTIN goes into sku.",
    ),
    "item_not_storable": RefusalKind(
        "Product '{product}' does not track inventory.",
        "Turn on Track Inventory on the product, or leave the line out.",
    ),
    "item_is_kit": RefusalKind(
        "Product '{product}' is a kit: Odoo has stock of its components only "
        "({components}).",
        "Report the components, each on a line of its own.",
    ),
    # How much
    "unknown_unit": RefusalKind(
        "No unit of measure has the code '{uom}'.",
        "Set the UN/ECE code on the unit in Odoo, map the partner's code under "
        "Control Tower > Unit mappings, or use another unit.",
    ),
    "unit_not_convertible": RefusalKind(
        "Product '{product}' is kept in '{product_uom}'; '{uom}' ({uom_name}) does "
        "not convert to it.",
        "Send the quantity in a unit that converts to the product's unit, or map the "
        "partner's unit for this product under Control Tower > Unit mappings.",
    ),
    "pack_unit_unclear": RefusalKind(
        "The item named is a pack ('{pack}') of '{product}'; '{uom}' could count packs "
        "or what is in them.",
        "Send the number of packs with the unit EA, or name the product itself.",
    ),
    "quantity_invalid": RefusalKind(
        "The quantity '{quantity}' is not usable: {reason}.",
        "Send a decimal string above zero; direction is told by from and to.",
    ),
    "quantity_lossy": RefusalKind(
        "{quantity} {uom} of '{product}' cannot be kept exactly in "
        "'{product_uom}' with {digits} decimals.",
        "Send the quantity in a finer unit, or raise the decimal accuracy of "
        "Product Unit in Odoo.",
    ),
    "negative_not_allowed": RefusalKind(
        "{wanted} {unit} of '{product}' should leave {location}, but Odoo has {found}; "
        "negative stock is refused for this partner.",
        "Report what is missing first, or count the location.",
    ),
    "count_stale": RefusalKind(
        "The count expected {expected} {unit} of '{product}'{lots} at {location}; "
        "Odoo has {found}.",
        "Count again against the figure that Odoo has, or find the movement that one "
        "side is missing.",
        CONFLICT,
    ),
    "count_inconsistent": RefusalKind(
        "Counted {counted} against expected {expected} differs from the booked "
        "difference {booked}.",
        "Correct the figures: quantity is the difference, its direction in from and "
        "to.",
    ),
    # Lots and serials
    "lot_required": RefusalKind(
        "Product '{product}' is tracked by {tracking}; the line names none.",
        "Add the lot or the serials to the line.",
    ),
    "unknown_lot": RefusalKind(
        "Product '{product}' has no {tracking} '{lot}'{detail}.",
        "Correct the number, or create it in Odoo.",
    ),
    "lot_not_tracked": RefusalKind(
        "Product '{product}' is not tracked by lot or serial, but the line names "
        "'{lot}'.",
        "Leave lot and serials out, or turn on tracking for the product.",
    ),
    "serial_quantity": RefusalKind(
        "{count} different serials were given for {quantity} of '{product}'.",
        "Give exactly one serial for each whole unit.",
    ),
    "lot_expired": RefusalKind(
        "Lot '{lot}' has expired; a release would not make it sellable.",
        "Correct the lot's expiration date in Odoo, or leave it set aside.",
    ),
    "hold_covers_lot": RefusalKind(
        "Lot '{lot}' is on hold as a whole; the event releases a part of it.",
        "Release all that is on hand of the lot, or in Odoo lift its hold and move "
        "the rest to a quarantine location.",
    ),
    # Odoo's own objections
    "refused_by_odoo": RefusalKind(
        "Odoo refused the movement: {reason}",
        "Resolve what Odoo names, then send the event again under a new id.",
    ),
    "apply_failed": RefusalKind(
        "Odoo failed while applying the event: {reason}",
        "Look for the event's id in the Odoo log; send it again under a new id "
        "once the cause is fixed.",
    ),
}
