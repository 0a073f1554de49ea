"""Reads the CSV lists of data/."""

import csv
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


def read(name):
    """Return the rows of data/`name`.csv as dicts of text."""
    with open(_FOLDER / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
