import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { validateEvent } from "../../sidecar/src/core/validate-event.ts";
import { readExamples } from "./examples.ts";
import { independentValidator } from "./independent.ts";
import { startPythonValidator } from "./python-validator.ts";
import type { PythonValidator } from "./python-validator.ts";

const MUTATIONS = 1500;
const good = readExamples().filter((example) => example.good);

let python: PythonValidator;
let accepts: (event: unknown) => boolean;

beforeAll(async () => {
  python = startPythonValidator();
  accepts = await independentValidator();
});
afterAll(() => python.close());

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Values that lie close to the edges of the contract's rules. */
const value: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    ...[
      null,
      true,
      false,
      0,
      1,
      -1,
      1.5,
      2147483647,
      2147483648,
      1e300,
      "",
      "0",
      "-0",
      "00",
      "1.0",
    ],
    ...["1\n", "１", "1e3", "EA", "ea", "outside", "available", "reserved", "in_transit", "delta"],
    ...["org.stockcontroltower.packed.v1", "2028-02-29", "2027-02-29", "2026-11-23T09:41:07Z"],
    ...[
      "2100-02-29T00:00:00Z",
      "2000-02-29T23:59:59.123456789Z",
      "\u0000",
      "\ud83d",
      "🛢",
      "__proto__",
    ],
    ...["x".repeat(64), "x".repeat(65), "🛢".repeat(200), "🛢".repeat(201), [], {}, [[]], [null]],
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.stringMatching(/^[0-9]{1,16}(\.[0-9]{1,7})?$/),
);
const name = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "a/b", "a~b", "", "0"),
  fc.constantFrom(
    "lot",
    "serials",
    "correction",
    "occurredAt",
    "state",
    "countedQuantity",
    "origin",
  ),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const mutation = fc.record({
  example: fc.nat(),
  target: fc.nat(),
  act: fc.constantFrom("replace", "remove", "add", "swap"),
  value,
  name,
});

/** Every place below the root, each as [holder, key]. */
function places(node: Json, found: [any, string | number][] = []): [any, string | number][] {
  if (typeof node !== "object" || node === null) return found;
  for (const key of Array.isArray(node) ? node.keys() : Object.keys(node)) {
    found.push([node, key]);
    places((node as any)[key], found);
  }
  return found;
}

function mutated(text: string, by: { target: number; act: string; value: Json; name: string }) {
  const event = JSON.parse(text) as Json;
  const all = places(event);
  const [holder, key] = all[by.target % all.length];
  if (by.act === "remove") {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  } else if (by.act === "add") {
    if (Array.isArray(holder)) holder.push(by.value);
    // An own property even where the name is __proto__, as a JSON parser makes it.
    else
      Object.defineProperty(holder, by.name, {
        value: by.value,
        enumerable: true,
        configurable: true,
      });
  } else {
    const [other, otherKey] = all[(by.target * 7 + 3) % all.length];
    holder[key] = by.act === "swap" ? structuredClone(other[otherKey]) : by.value;
  }
  return JSON.stringify(event);
}

test(`${MUTATIONS} mutated events: Python, TypeScript and a third validator agree`, async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (steps) => {
      let text = good[steps[0].example % good.length].text;
      for (const step of steps) text = mutated(text, step);
      const inPython = (await python.validate(text)).length === 0;
      const inTypeScript = validateEvent(JSON.parse(text)).length === 0;
      expect({ text, inPython, third: accepts(JSON.parse(text)) }).toEqual({
        text,
        inPython: inTypeScript,
        third: inTypeScript,
      });
      accepted += Number(inPython);
    }),
    { numRuns: MUTATIONS },
  );
  // Mutations that only ever break an event would prove little.
  console.log(`${accepted} of ${MUTATIONS} mutated events still kept the contract`);
  expect(accepted).toBeGreaterThan(MUTATIONS / 50);
});

test.each(["4.0", "4e0", "4.5", "-0", "1E400", "99999999999999999999999999", "2147483647.0"])(
  "a number written %s is judged alike",
  async (written) => {
    const text = good
      .find((example) => example.name.endsWith("ok-from-odoo.json"))!
      .text.replace(/"odooProductId": [0-9]+/, `"odooProductId": ${written}`);
    expect(text).toContain(written);
    const inPython = (await python.validate(text)).length === 0;
    expect(inPython).toBe(validateEvent(JSON.parse(text)).length === 0);
  },
);
