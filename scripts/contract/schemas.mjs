/** Reads the contract and refuses what the generators do not understand. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * @typedef {Record<string, any>} Schema
 * @typedef {{ schema: Schema, file: string }} Located a schema and the file its `$ref`s start from
 */

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const CONTRACT = join(ROOT, "odoo_addons", "stock_control_tower", "contract");

/** The stated subset of JSON Schema 2020-12. Anything else stops the generator. */
const SUBSET = new Set([
  ...["$schema", "$id", "$ref", "$defs", "title", "description", "type", "enum", "const", "allOf"],
  ...["anyOf", "properties", "patternProperties", "additionalProperties", "required"],
  ...["minProperties", "maxProperties", "items", "minItems", "maxItems", "uniqueItems"],
  ...["minLength", "maxLength", "pattern", "minimum", "maximum"],
]);
const TYPES = new Set(["string", "integer", "object", "array"]);

/** @returns {Record<string, Schema>} every schema by its path inside the contract */
export function readSchemas() {
  const events = readdirSync(join(CONTRACT, "events")).sort();
  const files = [
    ...["common", "lines", "payloads", "envelope"].map((name) => `${name}.schema.json`),
    ...events.map((name) => `events/${name}`),
    "event.schema.json",
  ];
  const schemas = Object.fromEntries(files.map((file) => [file, readJson(file)]));
  for (const [file, schema] of Object.entries(schemas)) checkSubset(schema, file);
  return schemas;
}

/** @param {string} file path inside the contract */
export function readJson(file) {
  return JSON.parse(readFileSync(join(CONTRACT, file), "utf8"));
}

/** @param {Record<string, Schema>} schemas @returns {string[]} the closed list of kinds */
export function kindsOf(schemas) {
  return Object.keys(schemas)
    .filter((file) => file.startsWith("events/"))
    .map((file) => posix.basename(file, ".schema.json"));
}

/**
 * @param {Record<string, Schema>} schemas
 * @param {string} reference a `$ref`
 * @param {string} from the file it stands in
 * @returns {Located & { name: string }}
 */
export function resolve(schemas, reference, from) {
  const [path = "", fragment = ""] = reference.split("#");
  const file = path ? posix.normalize(posix.join(posix.dirname(from), path)) : from;
  const name = fragment.split("/").pop() || posix.basename(file, ".schema.json");
  const whole = schemas[file];
  const schema = fragment ? whole?.["$defs"]?.[name] : whole;
  if (!schema) throw new Error(`${from}: $ref ${reference} leads nowhere`);
  return { schema, file, name };
}

/**
 * @param {any} schema
 * @param {string} where
 */
export function checkSubset(schema, where) {
  if (schema === false) return;
  if (typeof schema !== "object" || schema === null) refuse(where, "a schema must be an object");
  for (const [keyword, value] of Object.entries(schema)) {
    if (!SUBSET.has(keyword)) refuse(where, `keyword ${keyword} is outside the subset`);
    checkKeyword(keyword, value, `${where}/${keyword}`);
  }
}

/** @param {string} keyword @param {any} value @param {string} where */
function checkKeyword(keyword, value, where) {
  if (["properties", "patternProperties", "$defs"].includes(keyword)) {
    for (const [name, part] of Object.entries(value)) checkSubset(part, `${where}/${name}`);
  }
  if (keyword === "patternProperties") Object.keys(value).forEach((p) => checkPattern(p, where));
  if (keyword === "allOf" || keyword === "anyOf") {
    /** @type {any[]} */ (value).forEach((part, index) => checkSubset(part, `${where}/${index}`));
  }
  if (keyword === "items") checkSubset(value, where);
  if (keyword === "additionalProperties" && value !== false) refuse(where, "must be false");
  if (keyword === "type" && !TYPES.has(value)) refuse(where, `type ${value} is outside the subset`);
  if (keyword === "pattern") checkPattern(value, where);
  if (keyword === "const" || keyword === "enum") {
    const texts = /** @type {any[]} */ ([]).concat(value);
    if (texts.some((text) => typeof text !== "string")) refuse(where, "values must be text");
  }
}

/**
 * Patterns must mean the same in Python and JavaScript: anchored, ASCII classes, no escapes
 * like \d or \w (Unicode in one, ASCII in the other), no groups with `?`.
 * @param {string} pattern
 * @param {string} where
 */
function checkPattern(pattern, where) {
  if (!/^\^.*\$$/s.test(pattern)) refuse(where, `pattern ${pattern} must be anchored by ^ and $`);
  if (/\\[a-tv-zA-Z]/.test(pattern)) refuse(where, `pattern ${pattern} uses a letter escape`);
  if (pattern.includes("(?")) refuse(where, `pattern ${pattern} uses a (?…) group`);
  if (/^\^[^(]*\|/.test(pattern)) refuse(where, `pattern ${pattern} needs brackets round |`);
}

/** @param {string} where @param {string} why @returns {never} */
function refuse(where, why) {
  throw new Error(`contract ${where}: ${why}; see contract/README.md for the subset`);
}
