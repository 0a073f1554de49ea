import { expect, test } from "vitest";
import { line } from "../../test/trail_samples";
import { diffLines } from "./line_diff";
import { isTrouble, lineIcon, lineSentence, lineTone, stepWords } from "./trail_words";

test("both directions read as sentences", () => {
  expect(lineSentence(line(1), 2)).toBe("Received 24 × Gloves at DAL/A-1");
  expect(lineSentence(line(1, { direction: "in" }), 2)).toBe("wms sent a receipt: 24 × Gloves");
  const unknown = { direction: "in", product: null, quantity: null, subject: "ZZ-1" } as const;
  expect(lineSentence(line(1, unknown), 2)).toBe("wms sent a receipt: ZZ-1");
});

test("an answer says what it is about", () => {
  const answer = { kind: "event_outcome", about_kind: "goods_received", quantity: null };
  expect(lineSentence(line(1, { ...answer, outcome: "applied" }), 2)).toBe(
    "Told wms: its receipt took effect",
  );
  const refused = line(1, { ...answer, outcome: "refused", message: "No such SKU" });
  expect(lineSentence(refused, 2)).toBe("Refused receipt from wms");
  expect([lineTone(refused), lineIcon(refused), isTrouble(refused.outcome)]).toEqual([
    "danger",
    "fa-times-circle",
    true,
  ]);
});

test("steps are told in words", () => {
  const step = { at: "", direction: "out", id: 1, kind: "goods_received", name: "3PL" } as const;
  expect(stepWords({ ...step, what: "recorded" })).toBe("Odoo recorded the receipt");
  expect(stepWords({ ...step, what: "published" })).toBe("Published to 3PL");
});

test("a comparison keeps the order of both sides and marks what only one has", () => {
  const marked = (left: string, right: string) =>
    diffLines(left, right).map(({ sign, text }) => `${sign} ${text}`);
  expect(marked("a\nb\nc", "a\nx\nc\nd")).toEqual([
    "same a",
    "left b",
    "right x",
    "same c",
    "right d",
  ]);
  expect(marked("a", "a")).toEqual(["same a"]);
  const long = Array.from({ length: 2_000 }, (_hole, index) => index).join("\n");
  expect(diffLines(long, "b")).toHaveLength(2_001);
});
