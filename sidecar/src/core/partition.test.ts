import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { laneOf, partitionKey } from "./partition.ts";

const CONTRACT = "../../../odoo_addons/stock_control_tower/contract/";

interface Golden {
  what: string;
  event: object;
  key: string;
  laneOf8: number;
  laneOf3: number;
}

const { examples } = JSON.parse(
  readFileSync(new URL(`${CONTRACT}partition-keys.json`, import.meta.url), "utf8"),
) as { examples: Golden[] };

test.each(examples)("$what: $key", ({ event, key, laneOf8, laneOf3 }) => {
  expect(partitionKey(JSON.stringify(event), "wms")).toBe(key);
  expect([laneOf(key, 8), laneOf(key, 3)]).toEqual([laneOf8, laneOf3]);
});

test("what nobody can read stays in its partner's order", () => {
  expect(partitionKey(undefined, "wms")).toBe("wms");
});

test("any JSON has a key, and any key a lane within the number", () => {
  fc.assert(
    fc.property(fc.json(), fc.integer({ min: 1, max: 64 }), (body, partitions) => {
      const lane = laneOf(partitionKey(body, "wms"), partitions);
      expect(lane >= 0 && lane < partitions).toBe(true);
    }),
  );
});

test("many keys spread over all lanes", () => {
  const counts = new Array<number>(8).fill(0);
  for (let index = 0; index < 8000; index += 1) {
    const lane = laneOf(`DAL|SKU-${index}`, 8);
    counts[lane] = (counts[lane] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(800);
  expect(Math.max(...counts)).toBeLessThan(1200);
});
