import { expect, test } from "vitest";
import { figures, row } from "../../test/samples";
import { NO_STOCK, figureLines, hasStock, held, heldWords, rowFigures } from "./figures";

test("held is what is on hand and not sellable, each named", () => {
  const some = figures({ quarantined: 4, returned: 1.5 });
  expect(held(some)).toBe(5.5);
  expect(heldWords(some, 2)).toBe("4 quarantined, 1.5 returned");
  expect(heldWords(NO_STOCK, 2)).toBe("");
});

test("a row sums its warehouses and what is between them", () => {
  const two = {
    ...row(1),
    in_transit: 7,
    warehouses: { 1: figures({ incoming: 4 }), 2: figures({ damaged: 3, in_transit: 2 }) },
  };
  expect(rowFigures(two)).toMatchObject({
    on_hand: 200,
    available: 157,
    reserved: 40,
    damaged: 3,
    in_transit: 9,
    incoming: 4,
  });
});

test("stock of others alone is something, and not ours", () => {
  expect(hasStock({ ...NO_STOCK, others: 5 })).toBe(true);
  expect(hasStock(NO_STOCK)).toBe(false);
});

test("the tooltip shows how available comes about", () => {
  const some = figures({ quarantined: 4, in_transit: 12, incoming: 30, others: 9 });
  expect(figureLines(some, "Units", 2)).toEqual([
    "76 Units available = 100 on hand − 20 reserved − 4 held",
    "held: 4 quarantined",
    "in transit: 12",
    "incoming: 30",
    "owned by others: 9",
  ]);
  const short = figures({ on_hand: 5, reserved: 9 });
  expect(figureLines(short, "kg", 2)).toContain(
    "more was promised or shipped than is recorded here",
  );
});
