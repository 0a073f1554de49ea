import fc from "fast-check";
import { expect, test } from "vitest";
import { newEntry, type Entry } from "./entry.ts";
import { Holding } from "./holding.ts";
import { isolate } from "./isolate.ts";

const NOW = 1_000_000;
const LIMITS = { count: 200, bytes: 10_000, lingerMs: 25 };

function entry(name: string, more: Partial<Entry> = {}, alive = true): Entry {
  const delivery = { isAlive: () => alive, ack: () => alive } as Entry["delivery"];
  return { ...newEntry(delivery, { partner: "wms", body: name }, NOW), ...more };
}

const nameOf = ({ item }: Entry): string => ("body" in item ? item.body : "");

test("a batch waits for company for a moment, and not when it is full", () => {
  const holding = new Holding(LIMITS);
  expect(holding.dueIn(NOW)).toBeUndefined();
  holding.add(entry("a"));
  expect(holding.dueIn(NOW + 5)).toBe(20);
  for (let index = 1; index < 200; index += 1) holding.add(entry(String(index)));
  expect(holding.dueIn(NOW)).toBe(0);
  expect(holding.take(NOW).length).toBe(200);
});

test("batches keep within count and bytes and lose nothing", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 12_000 }), { maxLength: 300 }), (sizes) => {
      const holding = new Holding(LIMITS);
      sizes.forEach((size, index) => holding.add(entry(String(index), { size })));
      const taken: Entry[] = [];
      for (let batch = holding.take(NOW); batch.length > 0; batch = holding.take(NOW)) {
        const bytes = batch.reduce((sum, { size }) => sum + size, 0);
        expect(batch.length <= 200 && (batch.length === 1 || bytes <= 10_000)).toBe(true);
        taken.push(...batch);
      }
      expect(taken.map(nameOf).sort()).toEqual(sizes.map((_, index) => String(index)).sort());
    }),
  );
});

test("what failed alone goes alone, after the others; what is not due stays", () => {
  const holding = new Holding(LIMITS);
  holding.add(entry("suspect", { failures: 1 }));
  holding.add(entry("last", { retries: 4 }));
  holding.add(entry("later", { notBefore: NOW + 500 }));
  holding.add(entry("fine"));
  expect(holding.alone).toBe(2);
  const order = [1, 2, 3, 4].map(() => holding.take(NOW).map(nameOf));
  expect(order).toEqual([["fine"], ["suspect"], ["last"], []]);
  expect(holding.dueIn(NOW)).toBe(500);
});

test("a delivery whose channel is gone is forgotten: it comes again", () => {
  const holding = new Holding(LIMITS);
  holding.add(entry("dead", {}, false));
  expect(holding.take(NOW)).toEqual([]);
  expect(holding.size).toBe(0);
});

test("isolation: culprits are exactly those that fail alone, everything else passes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 200 }),
      fc.array(fc.nat(199), { maxLength: 3 }),
      async (count, picks) => {
        const bad = new Set(picks.map((pick) => String(pick % count)));
        const entries = Array.from({ length: count }, (_, index) => entry(String(index)));
        const { passed, culprits, untried } = await isolate(entries, async (part) => {
          if (part.some((one) => bad.has(nameOf(one)))) throw new Error("HTTP 500");
        });
        expect(untried.length).toBe(0);
        expect(new Set(culprits.map(nameOf))).toEqual(bad);
        expect(passed).toBe(count - bad.size);
      },
    ),
  );
});

test("isolation gives up when everything fails", async () => {
  let calls = 0;
  const entries = Array.from({ length: 200 }, (_, index) => entry(String(index)));
  const { culprits, untried } = await isolate(entries, async () => {
    calls += 1;
    throw new Error("HTTP 500");
  });
  expect(calls).toBe(24);
  expect(culprits.length + untried.length).toBe(200);
});

test("events of a key never pass one that waits; other keys do", () => {
  const holding = new Holding(LIMITS);
  const [a1, a2, b1] = ["a", "a", "b"].map((key, index) => entry(`${key}${index}`, { key }));
  for (const one of [a1, a2, b1]) if (one) holding.add(one);
  const batch = holding.take(NOW);
  expect(batch.map(nameOf)).toEqual(["a0", "a1", "b2"]);
  const [first, ...others] = batch;
  if (!first) throw new Error("no batch");
  holding.putBack(others);
  holding.putBack([{ ...first, retries: 1, notBefore: NOW + 500 }]);
  expect(holding.take(NOW).map(nameOf)).toEqual(["b2"]);
  expect(holding.dueIn(NOW)).toBe(500);
  expect(holding.take(NOW + 500).map(nameOf)).toEqual(["a0", "a1"]);
});

test("when all attempts of one failed, the rest of its key goes ahead", () => {
  const holding = new Holding(LIMITS);
  holding.add(entry("bad", { key: "a", failures: 5, notBefore: NOW + 500 }));
  holding.add(entry("next", { key: "a" }));
  expect(holding.take(NOW).map(nameOf)).toEqual(["next"]);
});

test("what goes alone has its turn while batches keep coming", () => {
  const holding = new Holding(LIMITS);
  holding.add(entry("alone", { failures: 1 }));
  holding.add(entry("first"));
  expect(holding.take(NOW).map(nameOf)).toEqual(["first"]);
  holding.add(entry("second"));
  expect(holding.take(NOW).map(nameOf)).toEqual(["alone"]);
});

test("isolation: nothing of a culprit's key is sent behind it", async () => {
  const entries = ["a", "b", "a", "a", "b"].map((key, index) => entry(`${key}${index}`, { key }));
  const sent: string[] = [];
  const { culprits, untried } = await isolate(entries, async (part) => {
    if (part.some((one) => nameOf(one) === "a0")) throw new Error("HTTP 500");
    sent.push(...part.map(nameOf));
  });
  expect([culprits.map(nameOf), untried.map(nameOf), sent]).toEqual([
    ["a0"],
    ["a2", "a3"],
    ["b1", "b4"],
  ]);
});
