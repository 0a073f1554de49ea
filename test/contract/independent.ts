/** A JSON Schema implementation that shares no code with ours or with ajv: the third opinion. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { registerSchema, validate } from "@hyperjump/json-schema/draft-2020-12";
import type { SchemaObject } from "@hyperjump/json-schema/draft-2020-12";
import { CONTRACT } from "./examples.ts";

/** @returns whether event.schema.json accepts what JSON.parse made of a text */
export async function independentValidator(): Promise<(event: unknown) => boolean> {
  const files = [CONTRACT, join(CONTRACT, "events")].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith(".schema.json"))
      .map((file) => join(folder, file)),
  );
  let entry = "";
  for (const file of files) {
    const schema = JSON.parse(readFileSync(file, "utf8")) as SchemaObject & { $id: string };
    registerSchema(schema);
    if (file.endsWith("/event.schema.json")) entry = schema.$id;
  }
  const accepts = await validate(entry);
  return (event) => accepts(event as Parameters<typeof accepts>[0]).valid;
}
