import { describe, expect, test } from "vitest";
import { exceptionDetail, exceptionRow } from "../../test/exception_samples";
import { promiseWords } from "./moments";
import { ALL, countWords, impactWords, queryFrom, urlOf } from "./triage";
import { actionsFor } from "./triage_actions";

const names = (...args: Parameters<typeof actionsFor>) =>
  actionsFor(...args).map(({ name }) => name);

describe("the URL of a query", () => {
  test("holds what differs from the first look, and leads back to it", () => {
    const query = { ...ALL, view: "mine" as const, search: "SKU 1" };
    expect(urlOf(query)).toEqual({ view: "mine", search: "SKU 1" });
    expect(queryFrom(urlOf(query))).toEqual(query);
    expect(urlOf(ALL)).toEqual({});
  });

  test("numbers stay texts, and what nobody knows is the first look", () => {
    expect(queryFrom({ search: 4711, severity: 3, view: "no-such" })).toEqual({
      ...ALL,
      search: "4711",
      severity: "3",
    });
  });
});

describe("what can be done", () => {
  test("a fix comes before the retry that needs it", () => {
    const detail = exceptionDetail(1, { fix: "Map this item" });
    expect(names(detail, detail).slice(0, 3)).toEqual(["fix", "retry", "edit"]);
    expect(actionsFor(detail, detail)[0]?.label).toBe("Map this item");
  });

  test("what can never take effect is discarded only", () => {
    const detail = exceptionDetail(1, { code: "id_conflict" });
    expect(names(detail, detail)).not.toContain("retry");
    expect(names(detail, detail)).toContain("discard");
  });

  test("gaps are asked for, messages nobody gets are closed", () => {
    const gap = exceptionDetail(1, { category: "gap" });
    expect(names(gap, gap)).toEqual(expect.arrayContaining(["request", "dismiss"]));
    const dead = exceptionDetail(1, { category: "dead" });
    expect(names(dead, dead)).toEqual(["start", "acknowledge", "wait", "snooze", "resolve"]);
  });

  test("resolved, nothing is left to do", () => {
    const detail = exceptionDetail(1, { state: "resolved", open_count: 0 });
    expect(names(detail, detail)).toEqual([]);
  });

  test("no two actions of one exception share a key", () => {
    for (const category of ["refused", "gap", "dead"] as const) {
      const detail = exceptionDetail(1, { category, fix: "Map" });
      const keys = actionsFor(detail, detail).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

test("impact and count in words", () => {
  expect(impactWords(exceptionRow(1))).toBe("2 orders · $ 840.00");
  expect(impactWords(exceptionRow(1, { orders: 1, value: "" }))).toBe("1 order");
  expect(countWords(exceptionRow(1, { open_count: 0, total_count: 1200 }))).toBe("1,200 events");
  expect(countWords(exceptionRow(1, { category: "gap" }))).toBe("3 missing");
});

test("a promise says how it stands", () => {
  const at = "2026-11-24T10:00:00Z";
  const now = Date.parse(at);
  expect(promiseWords(at, now + 2 * 3_600_000)).toBe("2 h late");
  expect(promiseWords(at, now - 3 * 3_600_000)).toBe("promised in 3 h");
  expect(promiseWords(null, now)).toBe("");
});
