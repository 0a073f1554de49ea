import { expect, test } from "vitest";
import { found, placeLine } from "../../test/floor_samples";
import { candidates, figureOf, isCode, merged, newLine, scanned, stepped } from "./counting";

const line = newLine(placeLine(1, { expected: "12" }));
const parse = (text: string) => {
  const value = Number(text.replaceAll(",", ""));
  if (Number.isNaN(value)) throw new Error("no number");
  return value;
};

test("the field shows what is expected until somebody counts, and never less than nothing", () => {
  expect(figureOf(line)).toBe(12);
  expect(figureOf({ ...line, counted: 0 })).toBe(0);
  expect(figureOf({ ...line, expected: "-3" })).toBe(0);
});

test("plus and minus change the figure shown; a scan counts up from nothing", () => {
  expect([stepped(line, -1, 2), stepped(line, 1, 2)]).toEqual([11, 13]);
  expect(stepped({ ...line, counted: 0 }, -1, 2)).toBe(0);
  expect(scanned(line, 1, 2)).toBe(1);
  expect(scanned({ ...line, counted: 1 }, 12, 2)).toBe(13);
  expect(scanned({ ...line, counted: 0.1 }, 0.2, 2)).toBe(0.3);
});

test("a serial number is there once", () => {
  const serial = { ...line, tracking: "serial" as const, expected: "1" };
  expect([stepped(serial, 1, 2), scanned({ ...serial, counted: 1 }, 1, 2)]).toEqual([1, 1]);
});

test("what a scanner writes into a quantity is told from a quantity", () => {
  for (const text of ["4006381333931", "DAL-B-01-01", "12345678", "1.234.567.890"]) {
    expect(isCode(text, parse), text).toBe(true);
  }
  for (const text of ["0", "12.5", "1,234", "9999999"])
    expect(isCode(text, parse), text).toBe(false);
});

test("who has begun keeps his figure and hears what moved; the rest follows Odoo", () => {
  const begun = { ...newLine(placeLine(1, { expected: "12" })), counted: 11 };
  const gone = newLine(placeLine(2, { expected: "3" }));
  const posted = { ...newLine(placeLine(3, { expected: "0" })), posted: "0" };
  const same = newLine(placeLine(4, { expected: "5" }));
  const lines = merged(
    [begun, gone, posted, same],
    [placeLine(4, { expected: "6" }), placeLine(5), placeLine(1, { expected: "15" })],
  );
  expect(lines.map(({ product_id, expected, moved }) => [product_id, expected, moved])).toEqual([
    [1, "12", "15"],
    [3, "0", null],
    [4, "6", null],
    [5, "12", null],
  ]);
  expect(merged([begun], [placeLine(1, { expected: "12" })])[0]?.moved).toBeNull();
  expect(merged([begun], [])[0]?.moved).toBe("0");
});

test("a scanned item is the loose one, or all that it can be", () => {
  const packed = newLine(placeLine(1, { package_id: 8 }));
  const lot = (id: number) => newLine(placeLine(2, { lot_id: id, tracking: "lot" }));
  expect(candidates([packed, line], found({ product_id: 1 }))).toEqual([line]);
  expect(candidates([packed], found({ product_id: 1 }))).toEqual([packed]);
  expect(candidates([lot(1), lot(2)], found({ product_id: 2 }))).toHaveLength(2);
  expect(candidates([lot(1), lot(2)], found({ product_id: 2, lot_id: 2 }))).toEqual([lot(2)]);
});
