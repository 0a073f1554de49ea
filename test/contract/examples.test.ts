import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KINDS } from "../../sidecar/src/generated/contract.ts";
import { validateEvent } from "../../sidecar/src/core/validate-event.ts";
import { readExamples, readExpectations } from "./examples.ts";
import { independentValidator } from "./independent.ts";
import { startPythonValidator } from "./python-validator.ts";
import type { PythonValidator } from "./python-validator.ts";

const examples = readExamples();
const good = examples.filter((example) => example.good);
const bad = examples.filter((example) => !example.good);
const expectations = readExpectations();

let python: PythonValidator;
let accepts: (event: unknown) => boolean;

beforeAll(async () => {
  python = startPythonValidator();
  accepts = await independentValidator();
});
afterAll(() => python.close());

describe("events that keep the contract", () => {
  test.each(KINDS)("%s has an example", (kind) => {
    expect(good.filter(({ name }) => name.startsWith(`${kind}/`))).not.toHaveLength(0);
  });

  test.each(good)("$name is accepted by all three", async ({ text }) => {
    expect(await python.validate(text)).toEqual([]);
    expect(validateEvent(JSON.parse(text))).toEqual([]);
    expect(accepts(JSON.parse(text))).toBe(true);
  });
});

describe("events that break the contract", () => {
  test("every file has an expectation and every expectation a file", () => {
    expect(bad.map(({ name }) => name).sort()).toEqual(Object.keys(expectations).sort());
  });

  test.each(bad)("$name is refused by all three, for the same reason", async ({ name, text }) => {
    const reasons = expectations[name]?.expect.map((reason) => expect.objectContaining(reason));
    expect(await python.validate(text)).toEqual(expect.arrayContaining(reasons ?? []));
    expect(validateEvent(JSON.parse(text))).toEqual(expect.arrayContaining(reasons ?? []));
    expect(accepts(JSON.parse(text))).toBe(false);
  });
});

describe("cost", () => {
  test("Python needs less than 60 microseconds for an event of one line", async () => {
    const text = good.find(({ name }) => name.endsWith("ok-from-odoo.json"))?.text ?? "";
    // The best of several: what else runs on the machine is not the validator's cost.
    const runs: number[] = [];
    for (let run = 0; run < 7; run++) runs.push(await python.time(text, 400));
    const microseconds = Math.min(...runs);
    console.log(`Python validator: ${microseconds.toFixed(1)} us an event`);
    expect(microseconds).toBeLessThan(60);
  });
});
