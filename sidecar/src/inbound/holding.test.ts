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
