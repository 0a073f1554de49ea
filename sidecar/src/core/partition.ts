import { createHash } from "node:crypto";

/** Company, warehouse and what it is about, as events of Odoo carry it. */
const OWN_KEY = /^[^|]*\|[^|]*\|[^|]+$/;
const LONGEST = 1024;
const NO_WAREHOUSE = "-";

/**
 * Events of one key take effect in the order in which they came: the sender's own `partitionkey`
 * when it has the form, else the warehouse with the one item, else with the document.
 * @param body an event's JSON text, undefined when nobody can read it
 * @param partner the key of what says nothing of itself
 */
export function partitionKey(body: string | undefined, partner: string): string {
  const event: unknown = body === undefined ? undefined : JSON.parse(body);
  const own = text(field(event, "partitionkey"));
  if (own && OWN_KEY.test(own)) return own.slice(0, LONGEST);
  const data = field(event, "data");
  const about = onlyItem(field(data, "lines")) ?? document(data);
  if (about === undefined) return partner;
  const warehouse = text(field(field(data, "location"), "warehouse")) ?? NO_WAREHOUSE;
  return `${warehouse}|${about}`.slice(0, LONGEST);
}

/** The lane of a key: stable over processes, languages and releases. */
export function laneOf(key: string, partitions: number): number {
  return createHash("sha256").update(key).digest().readUInt32BE(0) % partitions;
}

function onlyItem(lines: unknown): string | undefined {
  if (!Array.isArray(lines)) return undefined;
  const items = new Set(lines.map((line) => itemOf(field(line, "item"))));
  const [item] = items;
  return items.size === 1 ? item : undefined;
}

function itemOf(item: unknown): string | undefined {
  return text(field(item, "sku")) ?? text(field(item, "gtin"));
}

function document(data: unknown): string | undefined {
  const references = field(data, "references");
  const first: unknown = Array.isArray(references) ? references[0] : undefined;
  return text(field(first, "id")) ?? text(field(data, "businessKey"));
}

function field(from: unknown, name: string): unknown {
  return typeof from === "object" && from !== null && Object.hasOwn(from, name)
    ? (from as Record<string, unknown>)[name]
    : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
