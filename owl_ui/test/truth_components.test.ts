import { expect, test, vi } from "vitest";
import { LedgerList } from "../src/components/ledger_list/ledger_list";
import { PromiseTerms } from "../src/components/promise_terms/promise_terms";
import { TruthGrid, type TruthGridProps } from "../src/components/truth_grid/truth_grid";
import { mount, settle, texts } from "./helpers";
import { BALANCE, OPENING, ledgerRow, position } from "./truth_samples";

const ROWS = [
  position(1, { quarantined: 3, on_hand: 13 }),
  position(1, { warehouse_id: null, on_hand: 0, available: 0, in_transit: 5 }),
  position(2, { available: -2, on_hand: -2 }),
];

async function grid(values: Partial<TruthGridProps> = {}) {
  const props = {
    rows: new Map(ROWS.map((row, index) => [index, row])),
    length: ROWS.length,
    warehouses: OPENING.warehouses,
    promised: new Map([["1:1", { now: 4, overcommitted: 2 }]]),
    marked: new Map(),
    selected: "",
    decimals: 2,
    owners: true,
    past: false,
    onRows: vi.fn(),
    onOpen: vi.fn(),
    onFigure: vi.fn(),
    onReading: vi.fn(),
    ...values,
  };
  const root = await mount(TruthGrid, props);
  await settle();
  return { root, props };
}

const cell = (root: HTMLElement, row: string, figure: string) =>
  texts(root, `[data-position="${row}"] [data-figure="${figure}"]`);

test("a row shows what is there, and nothing where nothing is", async () => {
  const { root, props } = await grid();
  expect(cell(root, "SKU-1@DAL", "on_hand")).toEqual(["13"]);
  expect(cell(root, "SKU-1@DAL", "damaged")).toEqual([""]);
  expect(cell(root, "SKU-1@DAL", "promised")).toEqual(["4"]);
  expect(cell(root, "SKU-1@⇄", "in_transit")).toEqual(["5"]);
  expect(cell(root, "SKU-1@⇄", "promised")).toEqual(["–"]);
  expect(root.querySelector('[data-position="SKU-2@DAL"] .o_sct_bone')).not.toBeNull();
  expect(props.onRows).toHaveBeenCalledWith(0, 2);
});

test("of the past nothing can be promised", async () => {
  const { root } = await grid({ past: true });
  expect(cell(root, "SKU-1@DAL", "promised")).toEqual(["–"]);
});

test("keys walk the cells; Enter opens the figure or the product", async () => {
  const { root, props } = await grid();
  const table = root.querySelector("table") as HTMLElement;
  table.focus();
  const press = async (key: string) => {
    table.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    await settle();
  };
  await press("Enter");
  expect(props.onOpen).toHaveBeenLastCalledWith(ROWS[0], false);
  for (const key of ["j", "j", "ArrowRight", "ArrowRight", "ArrowRight"]) await press(key);
  expect(table.getAttribute("aria-activedescendant")).toBe("o_sct_cell_2_3");
  await press("Enter");
  expect(props.onFigure).toHaveBeenLastCalledWith(ROWS[2], "available");
});

test("the pointer over the rows is reading", async () => {
  const { root, props } = await grid();
  root.querySelector(".o_sct_truth_grid")?.dispatchEvent(new Event("pointerenter"));
  expect(props.onReading).toHaveBeenLastCalledWith(true);
});

test("a ledger line says what changed, from what to what", async () => {
  const after = { ...BALANCE, available: 6, quarantined: 4 };
  const root = await mount(LedgerList, {
    rows: [ledgerRow(1, { before: { ...BALANCE, available: 10 }, after })],
    more: true,
    product: "Gloves",
    uom: "Units",
    decimals: 2,
    serverNow: Date.parse("2026-11-24T10:05:00.000Z"),
    onOpen: vi.fn(),
    onMore: vi.fn(),
  });
  expect(texts(root, ".o_sct_ledger_what")).toEqual(["Received 4 × Gloves at DAL/A-1"]);
  expect(texts(root, ".o_sct_ledger_changes li")).toEqual(["Available106", "Quarantine04"]);
  expect(texts(root, ".o_sct_ledger_context")[0]).toContain("5 min ago");
  expect(texts(root, ".o_sct_ledger_context")[0]).toContain("On hand after: 10");
});

test("the terms of a promise add up before the eyes, each with its document", async () => {
  const term = { day: null, document: "", origin: "", move_id: null };
  const onMove = vi.fn();
  const root = await mount(PromiseTerms, {
    promise: {
      figure: "12.5",
      uom: "Units",
      binding_day: null,
      terms: [
        { ...term, label: "sellable", text: "Sellable on hand", quantity: "20" },
        {
          label: "demand",
          text: "Open demand",
          quantity: "-7.5",
          day: "2026-03-04",
          document: "DAL/OUT/9",
          origin: "SO-1",
          move_id: 3,
        },
      ],
      left_out: [],
      policy: { horizon_days: 30, safety: "0", receipts: "confirmed" },
      balance: [],
      overcommitted: "2",
      overcommitted_on: "2026-03-05",
    },
    decimals: 2,
    onMove,
  });
  expect(texts(root, ".o_sct_terms td")).toEqual(["+20", "−7.5", "12.5Units"]);
  expect(texts(root, '[role="alert"]')[0]).toContain("lacks 2 Units");
  root.querySelector<HTMLElement>(".o_sct_terms button")?.click();
  expect(onMove).toHaveBeenCalledWith(3);
});
