"""The built bundle stands on modules and names of the installed Odoo."""

import json
import re
from pathlib import Path

from odoo.modules import get_module_path
from odoo.tests import BaseCase

BUNDLE = Path(__file__).parents[1] / "static/src/tower/tower.bundle.js"
LIBRARIES = {"@odoo/owl": "web/static/lib/owl/owl.js"}


class TestTowerAssets(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.code = BUNDLE.read_text(encoding="utf-8")

    def dependencies(self):
        listed = re.search(r"odoo\.define\(\"[^\"]+\", (\[[^\]]*\])", self.code)
        return json.loads(listed[1])

    def source_of(self, module):
        if module in LIBRARIES:
            addon, _sep, path = LIBRARIES[module].partition("/")
        else:
            addon, _sep, path = module.removeprefix("@").partition("/")
            path = f"static/src/{path}.js"
        return Path(get_module_path(addon)) / path

    def test_the_bundle_keeps_odoos_transpiler_out(self):
        self.assertTrue(self.code.startswith("/** @odoo-module ignore */"))

    def test_every_module_and_name_exists(self):
        dependencies = self.dependencies()
        self.assertIn("@web/core/registry", dependencies)
        checked = 0
        for module in dependencies:
            variable = re.search(
                rf"let (\w+) = require\(\"{re.escape(module)}\"\)", self.code
            )[1]
            source = self.source_of(module).read_text(encoding="utf-8")
            names = set(re.findall(rf"\b{variable}\.(\w+)", self.code))
            self.assertTrue(names, module)
            for name in names:
                checked += 1
                exported = (
                    rf"export (?:async )?(?:const|let|class|function) {name}\b"
                    rf"|exports\.{name} = "
                )
                self.assertRegex(source, exported, f"{module} has no {name}")
        self.assertGreater(checked, 10)

    def test_terms_are_extractable_and_of_this_addon(self):
        self.assertGreater(len(re.findall(r"[^.\w]_t\(\"", self.code)), 30)
        self.assertNotIn("._t)(", self.code)

    def test_no_colour_is_fixed_outside_the_palette(self):
        for path in BUNDLE.parent.rglob("*.scss"):
            if path.name == "palette.dark.scss":
                continue
            with self.subTest(path.name):
                self.assertNotRegex(
                    path.read_text(encoding="utf-8"), r"#[0-9a-fA-F]{3,8}\b"
                )
