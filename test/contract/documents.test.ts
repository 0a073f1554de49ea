import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Parser } from "@asyncapi/parser";
import { describe, expect, test } from "vitest";
import { checkSubset } from "../../scripts/contract/schemas.mjs";
import { KINDS, MODES } from "../../sidecar/src/generated/contract.ts";
import { TOPOLOGY } from "../../sidecar/src/generated/topology.ts";
import { CONTRACT } from "./examples.ts";

describe("topology", () => {
  const exchanges = new Set<string>(TOPOLOGY.exchanges.map(({ name }) => name));
  const queues = new Set<string>(TOPOLOGY.queues.map(({ name }) => name));

  test("names are unique and bindings join what exists", () => {
    expect(exchanges.size).toBe(TOPOLOGY.exchanges.length);
    expect(queues.size).toBe(TOPOLOGY.queues.length);
    for (const { exchange, queue } of TOPOLOGY.bindings) {
      expect(exchanges).toContain(exchange);
      expect(queues).toContain(queue);
    }
  });

  test("no exchange drops a message: each has an alternate or a binding for everything", () => {
    const everything = new Set<string>(
      TOPOLOGY.bindings
        .filter(({ routingKey }) => routingKey === "#" || routingKey === "")
        .map(({ exchange }) => exchange),
    );
    // The lanes' exchange has a binding for each lane; what it cannot route comes back (mandatory).
    const others = TOPOLOGY.exchanges.filter(({ name }) => name !== TOPOLOGY.lanes.exchange);
    for (const exchange of others) expect(everything).toContain(exchange.name);
  });

  test("dead letters and alternates go to exchanges that exist", () => {
    for (const part of [...TOPOLOGY.exchanges, ...TOPOLOGY.queues]) {
      const given: Record<string, unknown> = part.arguments;
      for (const key of ["alternate-exchange", "x-dead-letter-exchange"]) {
        if (given[key] !== undefined) expect(exchanges).toContain(given[key]);
      }
    }
  });
});

describe("AsyncAPI document", () => {
  const text = readFileSync(join(CONTRACT, "asyncapi.yaml"), "utf8");

  test("is valid and names every kind", async () => {
    const parser = new Parser();
    const { document, diagnostics } = await parser.parse(text, {
      source: join(CONTRACT, "asyncapi.yaml"),
    });
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
    const names = document?.allMessages().map((message) => message.name()) ?? [];
    expect(new Set(names)).toEqual(new Set(KINDS));
  });

  test("holds no shapes of its own", () => {
    expect(text).not.toMatch(/\b(properties|required|enum):/);
  });
});

describe("subset of JSON Schema", () => {
  test.each([
    ["an unknown keyword", { format: "date-time" }, "format is outside the subset"],
    ["a conditional", { if: {}, then: {} }, "if is outside the subset"],
    ["numbers with decimals", { type: "number" }, "type number is outside"],
    ["a pattern that is not anchored", { pattern: "a+" }, "must be anchored"],
    ["a class that differs by language", { pattern: "^\\d+$" }, "letter escape"],
    ["a look-ahead", { pattern: "^(?=a)$" }, "(?…) group"],
    ["an alternative without brackets", { pattern: "^a|b$" }, "needs brackets"],
    ["an enum of numbers", { enum: [1, 2] }, "values must be text"],
    ["a keyword deep inside", { properties: { a: { items: { not: {} } } } }, "/a/items"],
  ])("%s stops the generator", (_, schema, reason) => {
    expect(() => checkSubset(schema, "test")).toThrow(reason);
  });
});

test("kinds that move stock are deltas, anchors are counts", () => {
  expect(MODES.cycle_count_posted).toBe("count");
  expect(Object.values(MODES).filter((mode) => mode === "delta")).toHaveLength(KINDS.length - 4);
});
