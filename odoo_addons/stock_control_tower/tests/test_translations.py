"""The template holds every term of the addon, and each language all of them."""

import io
import re
from collections import Counter
from pathlib import Path

import polib
from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

_I18N = Path(__file__).parent.parent / "i18n"
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|</?\w+")


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    def test_the_template_is_up_to_date(self):
        """`npm run translations` makes it so."""
        buffer = io.BytesIO()
        trans_export(False, ["stock_control_tower"], buffer, "po", self.env)
        terms = {entry.msgid for entry in polib.pofile(buffer.getvalue().decode())}
        kept = {entry.msgid for entry in self.template()}
        self.assertEqual(kept - terms, set(), "gone")
        self.assertEqual(terms - kept, set(), "new")

    def test_each_language_says_everything(self):
        languages = list(_I18N.glob("*.po"))
        self.assertTrue(languages)
        wanted = {entry.msgid for entry in self.template()}
        for path in languages:
            with self.subTest(path.name):
                entries = polib.pofile(str(path))
                self.assertEqual({entry.msgid for entry in entries}, wanted)
                self.assertEqual([e.msgid for e in entries if not e.msgstr], [])
                for entry in entries:
                    self.assertEqual(
                        self.marks(entry.msgstr), self.marks(entry.msgid), entry.msgid
                    )

    def template(self):
        return polib.pofile(str(_I18N / "stock_control_tower.pot"))

    def marks(self, text):
        return Counter(_PLACEHOLDER.findall(text))
