import { describe, expect, test } from "vitest";
import { countsPart, exportUrl } from "./export_url";
import { gridStep } from "./grid_keys";
import { searchToText, textToSearch, type SearchItem } from "./search_url";
import { truthColumns } from "./truth_columns";

describe("search in the URL", () => {
  const items: Record<number, SearchItem> = {
    1: { id: 1, type: "field", fieldName: "product_id" },
    2: { id: 2, type: "filter", name: "held" },
    3: { id: 3, type: "groupBy", fieldName: "lot_id" },
    4: { id: 4, type: "dateFilter", name: "recorded" },
    5: { id: 5, type: "favorite", serverSideId: 9 },
    6: { id: 6, type: "filter", description: "Mine", domain: "[('a', '=', 1)]" },
  };
  const value = { label: "Gloves", operator: "ilike", value: "Gloves" };
  const query = [
    { searchItemId: 1, autocompleteValue: value },
    { searchItemId: 2 },
    { searchItemId: 3 },
    { searchItemId: 4, generatorId: "month" },
    { searchItemId: 5 },
    { searchItemId: 6 },
  ];

  test("comes back as it was, under other numbers too", () => {
    const text = searchToText(query, items);
    const later = Object.fromEntries(
      [1, 2, 3, 4, 5].map((id) => [id + 10, { ...items[id], id: id + 10 } as SearchItem]),
    );
    const custom: string[] = [];
    const read = textToSearch(text, later, (...filter) => custom.push(...filter));
    expect(read).toEqual(
      query.slice(0, 5).map((part) => ({ ...part, searchItemId: part.searchItemId + 10 })),
    );
    expect(custom).toEqual(["Mine", "[('a', '=', 1)]"]);
  });

  test("what does not exist any more, or is no search, is left out", () => {
    const none = () => undefined;
    expect(textToSearch('[{"t":"filter","n":"gone"}]', items, none)).toEqual([]);
    expect(textToSearch("{oops", items, none)).toEqual([]);
    expect(searchToText([], items)).toBe("");
  });
});

test("keys walk the grid and stop at its edges", () => {
  const size = { rows: 5, columns: 3, page: 3, rtl: false };
  const at = { row: 1, column: 1 };
  expect(gridStep("ArrowDown", at, size)).toEqual({ row: 2, column: 1 });
  expect(gridStep("j", { row: 4, column: 1 }, size)).toEqual({ row: 4, column: 1 });
  expect(gridStep("PageUp", at, size)).toEqual({ row: 0, column: 1 });
  expect(gridStep("End", at, size)).toEqual({ row: 4, column: 1 });
  expect(gridStep("ArrowRight", at, size)).toEqual({ row: 1, column: 2 });
  expect(gridStep("ArrowRight", at, { ...size, rtl: true })).toEqual({ row: 1, column: 0 });
  expect(gridStep("x", at, size)).toBeNull();
});

test("an export asks for what is listed", () => {
  const url = new URL(
    exportUrl("csv", {
      domain: [["lot_id", "ilike", "a&b"]],
      groupBy: ["lot_id", "state"],
      until: "0",
      companyIds: [1, 3],
    }),
    "http://odoo",
  );
  expect(url.pathname).toBe("/stock_control_tower/stock-truth.csv");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    companies: "1,3",
    domain: '[["lot_id","ilike","a&b"]]',
    group_by: "lot_id,state",
    until: "0",
  });
});

test("a filter on a place counts a part of each position", () => {
  expect(countsPart([["product_id", "ilike", "x"]])).toBe(false);
  expect(countsPart(["|", ["product_id.name", "=", 1], ["location_id", "=", 2]])).toBe(true);
});

test("narrow grids keep the figures that matter most", () => {
  const names = (width: number) => truthColumns(width, true).map(({ name }) => name);
  expect(names(360)).toEqual(["on_hand", "available", "promised"]);
  expect(names(1366)).toHaveLength(10);
  expect(truthColumns(1366, false).map(({ name }) => name)).not.toContain("others");
});
