import { expect, test } from "vitest";
import { figures, row } from "../../test/samples";
import { changedCells, isNewer } from "./changes";
import { formatAge, formatDuration, formatQuantity } from "./format";
import { rowWindow } from "./row_window";
import { LogScale, drawSparkline } from "./sparkline";
import { totalText } from "./totals";

test("event numbers compare as numbers, beyond 2^53 too", () => {
  expect(isNewer("10", "9")).toBe(true);
  expect(isNewer("9", "10")).toBe(false);
  expect(isNewer("9007199254740993", "9007199254740992")).toBe(true);
  expect(isNewer("5", "5")).toBe(false);
});

test("only figures that differ are marked", () => {
  expect(changedCells(row(3), row(3))).toEqual([]);
  expect(changedCells(row(3), row(3, { on_hand: 90 }))).toEqual(["3:1"]);
  expect(changedCells(row(3), { ...row(3), warehouses: {} })).toEqual(["3:1"]);
});

test("a hold marks its figures though on hand stays", () => {
  expect(changedCells(row(3), row(3, { quarantined: 5 }))).toEqual(["3:1"]);
  expect(changedCells(row(3), row(3, { others: 5 }))).toEqual(["3:1"]);
});

test("quantities drop needless zeros and rounding dust", () => {
  expect(formatQuantity(1234.5, 2)).toBe("1,234.5");
  expect(formatQuantity(-0.0000001, 2)).toBe("0");
  expect(formatQuantity(-4, 2)).toBe("-4");
});

test("durations and ages use the unit a person would", () => {
  expect([180, 2_449, 59_000, 150_000, 7.3e6, 2e8].map(formatDuration)).toEqual([
    "180 ms",
    "2.4 s",
    "59 s",
    "3 min",
    "2 h",
    "2 d",
  ]);
  expect([900, 3_200, 61_000, 4e6].map(formatAge)).toEqual([
    "just now",
    "3 s ago",
    "1 min ago",
    "1 h ago",
  ]);
});

test("the row window follows the scroll and never leaves the list", () => {
  expect(rowWindow(0, 440, 44, 5_000)).toEqual({ first: 0, last: 18 });
  const deep = rowWindow(44 * 4_995, 440, 44, 5_000);
  expect(deep.last).toBe(4_999);
  expect(deep.last - deep.first).toBeLessThan(20);
  expect(rowWindow(0, 440, 44, 0)).toEqual({ first: 0, last: -1 });
  expect(rowWindow(9_999, 440, 44, 3)).toEqual({ first: 2, last: 2 });
});

test("the sparkline leaves gaps and keeps 50 ms and 50 s readable", () => {
  const values = [50, null, 50_000, 500];
  const scale = new LogScale(values, 30, 50, 10_000);
  expect([scale.y(50), scale.y(50_000)]).toEqual([30, 0]);
  expect(scale.y(500)).toBe(20);
  const { line } = drawSparkline(values, 90, 30, scale);
  expect(line).toBe("M0 30h0.01M60 0L90 20");
});

test("totals keep units apart", () => {
  const total = { ...figures({ on_hand: 10, reserved: 0 }), products: 3 };
  const totals = {
    all: [
      { ...total, uom: "Units" },
      { ...total, uom: "kg" },
    ],
  };
  expect(totalText(totals, "all", false)).toBe("10 Units + kg");
  expect(totalText(totals, "all", true)).toBe("10 Units +");
  expect(totalText(totals, "1", false)).toBe("no stock");
  expect(totalText(null, "all", false)).toBe("…");
});
