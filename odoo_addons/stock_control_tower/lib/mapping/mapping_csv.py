# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Mapping tables as CSV: what a person keeps in a spreadsheet, read row by row.

UTF-8 with or without a byte order mark, separated by commas or semicolons. Which table
a file holds is told by its header. Times are UTC. A cell that a spreadsheet would
take for a formula is written with an apostrophe before it, and read without it.
"""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from ..gs1 import GLN, GTIN, is_number, with_right_digit

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 50_000  # a row of 100 bytes; more is another file
MAX_CELL = 512  # the longest name that the contract allows
_PERIOD = ("valid_from", "valid_to", "active")
TABLES = {
    "item": ("external_sku", "gtin", "product", "factor", "unit", *_PERIOD),
    "location": (
        *("external_warehouse", "external_bin", "gln", "warehouse", "location"),
        *_PERIOD,
    ),
    "unit": ("external_unit", "product", "factor", "unit", *_PERIOD),
}
# Without these columns a file is not that table.
_NEEDED = {
    "item": {"product"},
    "location": {"warehouse"},
    "unit": {"external_unit", "unit"},
}
_WORDS = {
    "item": {"external_sku", "gtin"},
    "location": {"external_warehouse", "gln"},
    "unit": {"external_unit"},
}
_FACTOR = re.compile(r"^[0-9]{1,12}(\.[0-9]{1,12})?$")
_FACTOR_DIGITS = 15  # Odoo keeps a float: more digits would not come back
_YES, _NO = ("", "yes", "true", "1"), ("no", "false", "0")
_FORMULA = re.compile(r"^'*[=+\-@\t\r]")


class Unreadable(Exception):
    """The file as a whole cannot be taken; `args`: (reason, remedy)."""

    @property
    def reason(self):
        return self.args[0]

    @property
    def remedy(self):
        return self.args[1]


class Bad(Exception):
    """One cell cannot be taken; `args`: (reason, remedy)."""


@dataclass
class Row:
    """`number` is the row of a spreadsheet: the header is row 1.

    `values` has every column of the table, None where the cell is empty; `given` are
    the columns that the file has.
    """

    number: int
    values: dict = field(default_factory=dict)
    given: frozenset = frozenset()
    problem: tuple | None = None  # (reason, remedy)


def read(data):
    """Return (table, [`Row`, …]) of a file's bytes.

    :raise Unreadable: too large, no UTF-8, no known header, no CSV
    """
    text = _decode(data)
    for delimiter in ",;":
        table = _table_of(_first_row(text, delimiter))
        if table:
            break
    else:
        raise Unreadable(
            "The header names no mapping table.",
            "Export the tables to see their columns, and keep the first row.",
        )
    rows = []
    try:
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=delimiter, strict=True
        )
        header = [name.strip() for name in next(reader)]
        for number, cells in enumerate(reader, 2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(rows) == MAX_ROWS:
                raise Unreadable(
                    f"The file has more than {MAX_ROWS} rows.",
                    "Split it into several files.",
                )
            rows.append(_row(table, number, header, cells))
    except csv.Error as error:
        raise Unreadable(
            f"Row {reader.line_num} is no CSV: {error}.",
            "Save the table as CSV again; quotation marks come in pairs.",
        )
    return table, rows


def _decode(data):
    if len(data) > MAX_BYTES:
        raise Unreadable(
            f"The file has {len(data)} bytes; {MAX_BYTES} are the most.",
            "Split it into several files.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"The file is no UTF-8 text (byte {error.start}).",
            'Save it as "CSV UTF-8".',
        )
    if "\0" in text:
        raise Unreadable(
            "The file holds zero bytes: it is no text.", 'Save it as "CSV UTF-8".'
        )
    return text


def _first_row(text, delimiter):
    line = text.split("\n", 1)[0].strip("\r")
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=delimiter))]
    except (csv.Error, StopIteration):
        return []


def _table_of(header):
    names = set(header)
    if len(names) != len(header):
        return None
    for table, columns in TABLES.items():
        if names <= set(columns) and names >= _NEEDED[table] and names & _WORDS[table]:
            return table
    return None


def _row(table, number, header, cells):
    row = Row(number, given=frozenset(header))
    if len(cells) > len(header):
        row.problem = (
            f"The row has {len(cells)} cells, the header {len(header)}.",
            "Put cells that hold the separator in quotation marks.",
        )
        return row
    cells = cells + [""] * (len(header) - len(cells))
    row.values = values = {**dict.fromkeys(TABLES[table]), "active": True}
    try:
        for name, cell in zip(header, cells, strict=True):
            values[name] = _cell(name, unguard(cell).strip())
        _check_whole(table, values)
    except Bad as bad:
        row.problem = bad.args
    return row


def _cell(name, text):
    if len(text) > MAX_CELL:
        raise Bad(
            f"{name} has {len(text)} characters.", f"At most {MAX_CELL} are kept."
        )
    if name == "active":
        return _flag(text)
    if not text:
        return None
    if name == "factor":
        return _factor(text)
    if name in ("valid_from", "valid_to"):
        return _moment(name, text)
    if name == "gtin":
        return _number("GTIN", text, GTIN)
    if name == "gln":
        return _number("GLN", text, GLN)
    return text


def _flag(text):
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise Bad(f"active is '{text}'.", "Write yes or no; empty means yes.")


def _factor(text):
    digits = text.replace(".", "").strip("0")
    if _FACTOR.match(text) and digits and len(digits) <= _FACTOR_DIGITS:
        return Decimal(text)
    raise Bad(
        f"factor is '{text}'.",
        "Write a number above zero with a decimal point and at most 15 digits.",
    )


def _moment(name, text):
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
        if moment.tzinfo:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise Bad(
            f"{name} is '{text}'.",
            "Write a UTC time like 2026-06-01 or 2026-06-01 08:00:00.",
        )
    if moment.year < 1900:
        raise Bad(f"{name} is '{text}'.", "Leave it empty for a time long ago.")
    return moment.replace(microsecond=0)


def _number(name, text, lengths):
    if not is_number(text, lengths):
        raise Bad(
            f"'{text}' is no {name}: that has {', '.join(map(str, lengths))} digits.",
            "Format the column as text, so that leading zeros stay.",
        )
    right = with_right_digit(text)
    if text != right:
        raise Bad(
            f"{name} '{text}' ends in the wrong check digit.",
            f"Its other digits ask for '{right}'; read it again from the label.",
        )
    return text


def _check_whole(table, values):
    for name in sorted(_NEEDED[table]):
        if not values[name]:
            raise Bad(f"{name} is empty.", f"Every row needs {name}.")
    words = sorted(_WORDS[table])
    if not any(values[name] for name in words):
        raise Bad(
            f"{' and '.join(words)} are empty.",
            "Give one of them, as the partner says.",
        )
    start, end = values["valid_from"], values["valid_to"]
    if start and end and start >= end:
        raise Bad("valid_to is not after valid_from.", "Correct one, or empty it.")
    if table == "location":
        if values["external_bin"] and not values["external_warehouse"]:
            raise Bad("external_bin is given without external_warehouse.", "Give both.")
        if values["location"] and not values["external_bin"]:
            raise Bad(
                "location is given without external_bin.",
                "Give the partner's bin, * for every one of theirs, or empty location.",
            )


def write(table, rows):
    """Return the bytes of a CSV file, with a byte order mark for spreadsheets.

    :param rows: dicts by column; datetimes are naive UTC
    """
    return write_rows(TABLES[table], rows)


def write_rows(columns, rows):
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guard(_text(row.get(name))) for name in columns])
    return out.getvalue().encode("utf-8-sig")


def _text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return str(value)


def guard(cell):
    """Return `cell` so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell):
    """Return what `guard` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
