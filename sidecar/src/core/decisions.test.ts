import fc from "fast-check";
import { expect, test } from "vitest";
import { backoffMs, RECONNECT } from "./backoff.ts";
import { Conflict, describe as text, codeOf, Retryable } from "./errors.ts";
import { readiness } from "./health.ts";
import { parseSequence } from "./sequence.ts";

test("a wait lies between half the ceiling and the ceiling, and never above the cap", () => {
  fc.assert(
    fc.property(fc.integer({ min: -5, max: 10_000 }), (attempt) => {
      const ceiling = backoffMs(attempt, RECONNECT, () => 1);
      const floor = backoffMs(attempt, RECONNECT, () => 0);
      expect(ceiling).toBeLessThanOrEqual(RECONNECT.capMs);
      expect(floor).toBe(Math.round(ceiling / 2));
    }),
  );
  expect([1, 2, 3].map((attempt) => backoffMs(attempt, RECONNECT, () => 1))).toEqual([
    250, 500, 1000,
  ]);
});

test("sequences keep every digit of a bigint", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (value) => {
      expect(parseSequence(value.toString())).toBe(value);
    }),
  );
  for (const bad of ["-1", "", "1.0", 1.5, null, undefined, "x"]) {
    expect(() => parseSequence(bad)).toThrow(RangeError);
  }
});

test("an error says code, reason and remedy", () => {
  const error = new Retryable("odoo_unreachable", "Odoo is away", { remedy: "start it" });
  expect([error.name, codeOf(error), text(error)]).toEqual([
    "Retryable",
    "odoo_unreachable",
    "Odoo is away (start it)",
  ]);
  expect(codeOf(new TypeError("x"))).toBe("unexpected");
  expect(new Conflict("fenced", "late")).toBeInstanceOf(Error);
});

test("ready when every part is; otherwise each that is not says why", () => {
  expect(readiness({ a: { ok: true } })).toEqual({ ready: true, reasons: [] });
  expect(readiness({ a: { ok: true }, b: { ok: false, reason: "away" } })).toEqual({
    ready: false,
    reasons: [{ part: "b", reason: "away" }],
  });
});
