import { Ajv2020 } from "ajv/dist/2020.js";
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { KINDS } from "../generated/contract.ts";
import type { Kind } from "../generated/contract.ts";
import { SCHEMA_IDS, SCHEMAS } from "../generated/schemas.ts";

/** One broken rule of the contract: the same shape as the Python validator's. */
export interface Violation {
  /** JSON pointer to the offending (or missing) place. */
  readonly path: string;
  /** JSON Schema keyword. */
  readonly rule: string;
  readonly message: string;
}

const ajv = new Ajv2020({
  allErrors: true,
  schemas: [...SCHEMAS],
  strictRequired: false, // a kind requires what the shared schema lists
  strictTypes: false, // a kind narrows what the shared schema types
});
const ENVELOPE = SCHEMA_IDS.goods_received.replace("events/goods_received", "envelope");

/**
 * Every violation of the contract in one event, empty when it keeps it. An event of unknown type
 * is measured by the envelope alone, beside the violation that says so. Schemas are compiled when
 * a kind is first met.
 */
export function validateEvent(event: unknown): Violation[] {
  const type = typeOf(event);
  const kind = KIND_BY_TYPE.get(type ?? "");
  const found = check(kind ? SCHEMA_IDS[kind] : ENVELOPE, event);
  if (typeof type === "string" && !kind) {
    found.push({
      path: "/type",
      rule: "enum",
      message: `${shown(type)} is no type of the contract`,
    });
  }
  return found;
}

const KIND_BY_TYPE = new Map<string, Kind>(
  KINDS.map((kind) => [`org.stockcontroltower.${kind}.v1`, kind]),
);

function typeOf(event: unknown): string | undefined {
  if (typeof event !== "object" || event === null || Array.isArray(event)) return undefined;
  const type: unknown = Object.hasOwn(event, "type")
    ? (event as { type: unknown }).type
    : undefined;
  return typeof type === "string" ? type : undefined;
}

function check(schemaId: string, event: unknown): Violation[] {
  const validate = ajv.getSchema(schemaId) as ValidateFunction | undefined;
  if (!validate) throw new Error(`no schema ${schemaId}: run npm run generate`);
  if (validate(event)) return [];
  // Inside anyOf every option complains; only that none of them fits is worth telling.
  return (validate.errors ?? [])
    .filter((error) => !IN_OPTION.test(error.schemaPath))
    .map(violation);
}

const IN_OPTION = /\/anyOf\/[0-9]+\//;

function violation(error: ErrorObject): Violation {
  const { missingProperty, additionalProperty } = error.params as Record<string, string>;
  const name = missingProperty ?? additionalProperty;
  const path =
    name === undefined ? error.instancePath : `${error.instancePath}/${pointer(name.slice(0, 64))}`;
  return { path, rule: error.keyword, message: sentence(error, name) };
}

function sentence(error: ErrorObject, name: string | undefined): string {
  if (error.keyword === "required") return `${name} is missing`;
  if (error.keyword === "additionalProperties") {
    return `${shown(name ?? "")} is not part of the contract`;
  }
  const allowed: unknown = error.params["allowedValues"] ?? error.params["allowedValue"];
  const values = allowed === undefined ? "" : `: ${([] as unknown[]).concat(allowed).join(", ")}`;
  if (error.keyword === "anyOf") return "matches none of the combinations that its kind allows";
  return `${error.message ?? error.keyword}${values}`.slice(0, 300);
}

const pointer = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
const shown = (text: string): string => JSON.stringify(text.slice(0, 60));
