/**
 * Import rules of the addon: lib knows only the standard library, nothing imports controllers, and
 * the folders of models know each other as `MODELS` says. Read from the text: an import statement
 * begins its line.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFiles, ROOT } from "./files.mjs";

/** The part of the standard library that lib uses; a new module is added here knowingly. */
const STANDARD = new Set([
  ...["__future__", "base64", "binascii", "bisect", "collections", "dataclasses", "datetime"],
  ...[
    "decimal",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "hmac",
    "ipaddress",
    "itertools",
    "json",
    "math",
    "random",
  ],
  ...["re", "secrets", "socket", "threading", "time", "typing", "urllib", "uuid", "contextlib"],
  ...["http", "logging", "ssl", "string", "operator", "types", "unicodedata"],
  ...["csv", "difflib", "io"],
]);

/**
 * Which folders of models a folder may import from; the ledger knows nobody.
 * @type {Record<string, string[]>}
 */
const MODELS = {
  ledger: [],
  settling: [],
  inbox: ["ledger", "settling"],
  effects: ["ledger", "inbox"],
  exceptions: ["ledger", "inbox"],
  tower: ["ledger", "states"],
  truth: ["ledger", "states"],
  trail: ["ledger"],
  ...Object.fromEntries(
    [
      "authority",
      "connections",
      "floor",
      "mapping",
      "partner",
      "partitions",
      "promise",
      "states",
      "triage",
      "webhooks",
    ].map((name) => [name, ["ledger"]]),
  ),
};
const IMPORT = /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+(.+)|import[ \t]+([\w., ]+))$/gm;

const files = projectFiles("odoo_addons/*.py");
let problems = 0;
for (const file of files) {
  const [, addon = "", part = "", ...inside] = file.split("/");
  for (const module of modulesOf(readFileSync(join(ROOT, file), "utf8"))) {
    const why =
      reason(part, module, inside.length, `odoo_addons/${addon}/__init__.py` === file) ||
      modelsReason(part, inside, module);
    if (!why) continue;
    problems += 1;
    console.error(`${file}: imports ${module}; ${why}`);
  }
}
if (files.length === 0) throw new Error("no Python file found: nothing was checked");
console.log(`${files.length} Python files, ${problems} forbidden imports`);
if (problems) process.exitCode = 1;

/** @param {string} source @returns {string[]} dotted names, relative ones with their dots */
function modulesOf(source) {
  return [...source.matchAll(IMPORT)].flatMap(([, from, names, plain]) => {
    if (plain) return plain.split(",").map((name) => name.trim().split(" ")[0] ?? "");
    if (!/^\.+$/.test(from ?? "")) return [from ?? ""];
    return (names ?? "")
      .replace(/[()]/g, "")
      .split(",")
      .map((name) => `${from}${name.trim()}`);
  });
}

/**
 * @param {string} part @param {string[]} inside path below the part @param {string} module
 * @returns {string} empty when it may
 */
function modelsReason(part, inside, module) {
  const [folder = ""] = inside;
  if (part !== "models" || inside.length < 2) return "";
  const allowed = MODELS[folder];
  if (!allowed)
    return `the folder models/${folder} has no rule in scripts/check/python-imports.mjs`;
  const [, other = ""] = /^\.\.(\w+)/.exec(module) ?? [];
  if (!other || allowed.includes(other)) return "";
  return `models/${folder} imports from ${allowed.join(", ") || "no other folder"}`;
}

/**
 * @param {string} part @param {string} module @param {number} depth of the file below its part
 * @param {boolean} isAddonRoot
 */
function reason(part, module, depth, isAddonRoot) {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const top = module.replace(/^\.+/, "").split(".")[0] ?? "";
  if (part === "lib" && dots > depth) return "lib imports only itself and Python";
  if (part === "lib" && !module.startsWith(".") && !STANDARD.has(top)) {
    return "lib imports only itself and Python's standard library";
  }
  const ours = module.startsWith(".") || module.startsWith("odoo.addons.stock_control_tower");
  if (ours && /(^|\.)controllers(\.|$)/.test(module.replace(/^\.+/, "")) && !isAddonRoot) {
    return part === "controllers" || part === "tests" ? "" : "nothing imports controllers";
  }
  return "";
}
