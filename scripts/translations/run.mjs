#!/usr/bin/env node
// @ts-check
// `npm run translations`: the addon's terms from the real Odoo into i18n/stock_control_tower.pot, and
// each language beside it brought up to them. A test in the addon says when this is due.
import fs from "node:fs";
import path from "node:path";

import { startInstance } from "../../docker/lib/instance.mjs";

const ADDON = "stock_control_tower";
const FOLDER = path.resolve(import.meta.dirname, `../../odoo_addons/${ADDON}/i18n`);
const DATABASE = "terms";

fs.mkdirSync(FOLDER, { recursive: true });
const files = fs.readdirSync(FOLDER).filter((name) => name.endsWith(".po"));
const texts = files.map((name) => [name, fs.readFileSync(path.join(FOLDER, name), "utf8")]);
const settings = { LANGUAGES: JSON.stringify(Object.fromEntries(texts)) };
const script = fs.readFileSync(new URL("export.py", import.meta.url), "utf8");

const instance = await startInstance({
  name: `terms-${process.pid}`,
  seed: "base",
  ephemeral: true,
  broker: false,
  say: console.log,
});
try {
  await instance.createDatabase(DATABASE, { template: "base" });
  await instance.odoo(["-d", DATABASE, "-i", ADDON, "--stop-after-init", "--log-level", "warn"]);
  const { stdout, stderr } = await instance.odoo(["shell", "-d", DATABASE, "--no-http"], {
    input: `import os\nos.environ.update(${JSON.stringify(settings)})\nexec(${JSON.stringify(script)}, {"env": env})\n`,
  });
  const line = stdout.split("\n").find((one) => one.includes("TERMS {"));
  if (!line) throw new Error(`Odoo printed no terms:\n${stderr.slice(-3000)}`);
  const { pot, languages } = JSON.parse(line.slice(line.indexOf("{")));
  const written = { [`${ADDON}.pot`]: pot, ...languages };
  for (const [name, text] of Object.entries(written)) {
    fs.writeFileSync(path.join(FOLDER, name), text.endsWith("\n") ? text : `${text}\n`);
    console.log(`${name}: ${text.match(/^msgid /gm).length - 1} terms`);
  }
} finally {
  await instance.close();
}
