/** Writes the Python validator: the schemas as expressions over the rules in runtime.py. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { kindsOf, resolve } from "./schemas.mjs";

/** @typedef {import('./schemas.mjs').Schema} Schema */

const RUNTIME = join(dirname(fileURLToPath(import.meta.url)), "runtime.py");
const ANNOTATIONS = new Set(["$schema", "$id", "$defs", "title", "description"]);

/**
 * @param {Record<string, Schema>} schemas
 * @returns {string} the module's source, not yet formatted
 */
export function pythonValidator(schemas) {
  const writer = new Writer(schemas);
  const kinds = kindsOf(schemas);
  const envelope = writer.named({ $ref: "envelope.schema.json" }, "", "envelope");
  const entries = kinds.map((kind) => {
    const check = writer.named({ $ref: `events/${kind}.schema.json` }, "", kind);
    return `${text(`org.stockcontroltower.${kind}.v1`)}: ${check}`;
  });
  return [
    readFileSync(RUNTIME, "utf8"),
    `KINDS = (${kinds.map((kind) => `${text(kind)},`).join(" ")})`,
    ...writer.patterns,
    ...writer.checks,
    `_ENVELOPE = ${envelope}`,
    `_BY_TYPE = {${entries.join(", ")}}`,
    "",
  ].join("\n");
}

/** Turns schemas into assignments; schemas that mean the same share one. */
class Writer {
  /** @param {Record<string, Schema>} schemas */
  constructor(schemas) {
    this.schemas = schemas;
    /** @type {string[]} */ this.patterns = [];
    /** @type {string[]} */ this.checks = [];
    /** expression or pattern -> its name @type {Map<string, string>} */ this.known = new Map();
    /** @type {Set<string>} */ this.names = new Set();
  }

  /**
   * @param {Schema} schema
   * @param {string} file where its references start
   * @param {string} hint a readable name
   * @returns {string} the name of its check
   */
  named(schema, file, hint) {
    if (isReference(schema)) {
      const target = resolve(this.schemas, schema["$ref"], file);
      return this.named(target.schema, target.file, target.name);
    }
    const expression = this.expression(schema, file, hint);
    if (/^\w+$/.test(expression)) return expression;
    return this.constant(expression, `_${snake(hint)}_`, this.checks);
  }

  /** @param {Schema} schema @param {string} file @param {string} hint @returns {string} */
  expression(schema, file, hint) {
    const checks = [];
    if (schema.$ref) checks.push(this.named({ $ref: schema.$ref }, file, hint));
    for (const part of schema.allOf ?? []) checks.push(this.named(part, file, hint));
    const own = this.own(schema, file, hint);
    if (own) checks.push(own);
    if (schema.anyOf) {
      const options = schema.anyOf.map((/** @type {Schema} */ part) =>
        this.named(part, file, `${hint}_option`),
      );
      checks.push(`_any_of(${options.join(", ")})`);
    }
    if (checks.length === 0) return "_anything";
    return checks.length === 1 ? String(checks[0]) : `_all_of(${checks.join(", ")})`;
  }

  /** What the schema says by itself. @param {Schema} schema @param {string} file @param {string} hint */
  own(schema, file, hint) {
    if (schema.enum) return `_one_of("enum", ${schema.enum.map(text).join(", ")})`;
    if ("const" in schema) return `_one_of("const", ${text(schema.const)})`;
    if (schema.type === "integer") return `_integer(${schema.minimum}, ${schema.maximum})`;
    if (schema.type === "string" || schema.pattern) return this.text(schema, hint);
    if (schema.type === "array" || schema.items) return this.array(schema, file, hint);
    if (schema.type || schema.properties || schema.required) return this.object(schema, file, hint);
    return "";
  }

  /** @param {Schema} schema @param {string} hint */
  text(schema, hint) {
    return call("_text", [text(schema.description ?? hint)], {
      matches: schema.pattern && this.pattern(schema.pattern),
      least: schema.minLength,
      most: schema.maxLength,
      typed: schema.type === "string" ? undefined : "False",
    });
  }

  /** @param {Schema} schema @param {string} file @param {string} hint */
  array(schema, file, hint) {
    return call("_array", [this.named(schema.items ?? {}, file, singular(hint))], {
      least: schema.minItems,
      most: schema.maxItems,
      unique: schema.uniqueItems && "True",
      typed: schema.type && "True",
    });
  }

  /** @param {Schema} schema @param {string} file @param {string} hint */
  object(schema, file, hint) {
    const parts = Object.entries(schema.properties ?? {}).map(
      ([name, part]) => `${text(name)}: ${this.named(part, file, name)}`,
    );
    const patterns = Object.entries(schema.patternProperties ?? {}).map(
      ([name, part]) => `(${this.pattern(name)}, ${this.named(part, file, `${hint}_entry`)})`,
    );
    return call("_object", [`{${parts.join(", ")}}`], {
      required: schema.required && tuple(schema.required.map(text)),
      patterns: patterns.length ? tuple(patterns) : undefined,
      least: schema.minProperties,
      most: schema.maxProperties,
      closed: schema.additionalProperties === false && "True",
      typed: schema.type && "True",
    });
  }

  /** Python's $ also matches before a final newline, so fullmatch takes the place of ^…$. */
  pattern(/** @type {string} */ pattern) {
    const compiled = `re.compile(${text(pattern.slice(1, -1))}).fullmatch`;
    return this.constant(compiled, "_PATTERN_", this.patterns);
  }

  /** @param {string} expression @param {string} prefix @param {string[]} lines */
  constant(expression, prefix, lines) {
    const known = this.known.get(expression);
    if (known) return known;
    let number = 1;
    while (this.names.has(`${prefix}${number}`)) number += 1;
    const name = `${prefix}${number}`;
    this.names.add(name);
    this.known.set(expression, name);
    lines.push(`${name} = ${expression}`);
    return name;
  }
}

/** @param {Schema} schema nothing but a reference, perhaps described */
const isReference = (schema) =>
  "$ref" in schema && Object.keys(schema).every((key) => key === "$ref" || ANNOTATIONS.has(key));

/** @param {string} name @param {string[]} args @param {Record<string, any>} options */
function call(name, args, options) {
  const named = Object.entries(options)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([key, value]) => `${key}=${value}`);
  return `${name}(${[...args, ...named].join(", ")})`;
}

/** @param {string[]} parts */
const tuple = (parts) => (parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(", ")})`);

/** @param {string} name */
const snake = (name) =>
  name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/\W/g, "_")
    .toLowerCase();

/** @param {string} name */
const singular = (name) => (name.endsWith("s") ? name.slice(0, -1) : `${name}_item`);

/** A Python literal: JSON's escapes are Python's. @param {string} value */
const text = (value) => JSON.stringify(value);
