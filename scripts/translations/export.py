"""Run in `odoo shell`: prints the terms, and each language brought up to them."""

import io
import json
import os

import polib
from odoo.tools.translate import trans_export

ADDON = "stock_control_tower"


def template():
    buffer = io.BytesIO()
    trans_export(False, [ADDON], buffer, "po", env)  # noqa: F821 the shell's
    pot = polib.pofile(buffer.getvalue().decode())
    # Moments would make a difference where there is none.
    pot.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    return pot


def brought_up(text, pot):
    """What was translated stays, what is gone goes, what is new is empty."""
    po = polib.pofile(text)
    po.merge(pot)
    kept = polib.POFile()
    kept.metadata, kept.header = po.metadata, po.header
    known = {entry.msgid: entry for entry in po}
    kept.extend(known[entry.msgid] for entry in pot)
    return str(kept)


pot = template()
languages = json.loads(os.environ["LANGUAGES"])
found = {name: brought_up(text, pot) for name, text in languages.items()}
print("TERMS " + json.dumps({"pot": str(pot), "languages": found}))
