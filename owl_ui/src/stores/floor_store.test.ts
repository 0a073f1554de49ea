import { beforeEach, expect, test, vi } from "vitest";
import { card, found, opening, place, placeLine } from "../../test/floor_samples";
import type { FloorApi } from "../services/floor_api";
import { createFloorStore } from "./floor_store";

const SHELF = found({ kind: "location", id: 31, name: "DAL/Stock/B-01", product_id: null });

function server(answers: Partial<FloorApi> = {}) {
  return {
    opening: vi.fn((id: number | null) => Promise.resolve(opening({ warehouse_id: id ?? 1 }))),
    exceptions: vi.fn(() =>
      Promise.resolve({ at: "2026-11-24T10:00:00Z", count: 1, rows: [card(1)] }),
    ),
    place: vi.fn(() => Promise.resolve(place([placeLine(1), placeLine(2)]))),
    line: vi.fn(() => Promise.resolve(placeLine(9, { expected: "0" }))),
    scan: vi.fn((code: string) => Promise.resolve({ found: code === "B-01" ? [SHELF] : [] })),
    count: vi.fn((_key: object, before: string, after: string) =>
      Promise.resolve({ posted: true, before, after }),
    ),
    ...answers,
  } satisfies FloorApi;
}

async function atTheShelf(answers: Partial<FloorApi> = {}) {
  const api = server(answers);
  const store = createFloorStore(api);
  await store.refresh();
  await store.scan("B-01");
  return { api, store };
}

beforeEach(() => localStorage.clear());

test("a scanned place opens, wherever one is", async () => {
  const { store } = await atTheShelf();
  expect(store.view).toBe("count");
  expect(store.count.lines.map(({ expected }) => expected)).toEqual(["12", "12"]);
});

test("right as it is: one tap, and Odoo keeps its figure", async () => {
  const { api, store } = await atTheShelf();
  await store.count.press("1-0-0-0");
  expect(api.count).toHaveBeenCalledWith(
    { product_id: 1, location_id: 31, lot_id: null, package_id: null, owner_id: null },
    "12",
    "12",
  );
  expect(store.count.done).toBe(1);
  expect(store.said?.text).toBe("Posted: Odoo has 12 of Gloves 1");
});

test("what moved meanwhile is not posted, and is counted anew from what Odoo has", async () => {
  const count = vi
    .fn<FloorApi["count"]>()
    .mockResolvedValueOnce({ posted: false, before: "15", after: "15" })
    .mockResolvedValueOnce({ posted: true, before: "15", after: "14" });
  const { store } = await atTheShelf({ count });
  store.count.step("1-0-0-0", -1);
  await store.count.press("1-0-0-0");
  expect(store.count.lines[0]).toMatchObject({ counted: 11, moved: "15", posted: null });
  expect(store.said?.text).toContain("Odoo has 15 now, it had 12");
  await store.count.press("1-0-0-0");
  expect(store.count.lines[0]).toMatchObject({ expected: "15", counted: null, moved: null });
  store.count.step("1-0-0-0", -1);
  await store.count.press("1-0-0-0");
  expect(count.mock.lastCall?.slice(1)).toEqual(["15", "14"]);
  expect(store.count.lines[0]?.posted).toBe("14");
});

test("an answer lost on its way: what Odoo has already is no conflict", async () => {
  const { store } = await atTheShelf({
    count: vi.fn(() => Promise.resolve({ posted: false, before: "11", after: "11" })),
  });
  store.count.step("1-0-0-0", -1);
  await store.count.press("1-0-0-0");
  expect(store.count.lines[0]).toMatchObject({ posted: "11", moved: null });
});

test("without a connection the count stays, also over a new start of the page", async () => {
  const { store } = await atTheShelf({
    count: vi.fn(() => Promise.reject(new Error("Connection lost"))),
  });
  store.count.type("1-0-0-0", 7);
  await store.count.press("1-0-0-0");
  expect(store.said).toMatchObject({ tone: "trouble", text: "Connection lost" });
  expect(store.count.lines[0]?.counted).toBe(7);
  const moved = () => Promise.resolve(place([placeLine(2), placeLine(1, { expected: "13" })]));
  const later = await atTheShelf({ place: vi.fn(moved) });
  expect(later.store.count.lines[0]).toMatchObject({ counted: 7, expected: "12", moved: "13" });
});

test("scans come faster than answers, and none is lost or counted twice", async () => {
  const scan = vi.fn((code: string) =>
    Promise.resolve({ found: code === "B-01" ? [SHELF] : [found()] }),
  );
  const { store } = await atTheShelf({ scan });
  await Promise.all(Array.from({ length: 5 }, () => store.scan("GLV-1")));
  expect(store.count.lines[0]?.counted).toBe(5);
  expect(store.said?.text).toBe("+1 Gloves 1: 5 counted, 12 expected");
});

test("an unknown code says so and changes nothing", async () => {
  const { api, store } = await atTheShelf();
  store.count.step("1-0-0-0", 1);
  await store.scan("NO-SUCH");
  expect(store.said).toMatchObject({ tone: "trouble" });
  expect(store.said?.text).toContain("“NO-SUCH” is no place, item, lot or package in Dallas");
  expect(store.count.lines[0]?.counted).toBe(13);
  expect(api.count).not.toHaveBeenCalled();
});

test("an item before a place asks for the place; what was not expected gets a line", async () => {
  const scan = vi.fn((code: string) =>
    Promise.resolve({ found: [code === "B-01" ? SHELF : found({ product_id: 9, quantity: 12 })] }),
  );
  const api = server({ scan });
  const store = createFloorStore(api);
  await store.scan("X");
  expect(store.said?.text).toContain("Scan the place where it lies first");
  await store.scan("B-01");
  await store.scan("X");
  expect(store.count.lines[0]).toMatchObject({ product_id: 9, expected: "0", counted: 12 });
});

test("an item kept by lot is asked which lot; without any here, for its label", async () => {
  const lots = [1, 2].map((id) => placeLine(3, { lot_id: id, lot: `L${id}`, tracking: "lot" }));
  const scan = vi.fn((code: string) =>
    Promise.resolve({
      found: [code === "B-01" ? SHELF : found({ product_id: Number(code), tracking: "lot" })],
    }),
  );
  const { store } = await atTheShelf({ scan, place: vi.fn(() => Promise.resolve(place(lots))) });
  await store.scan("3");
  expect(store.choices.map(({ name }) => name)).toEqual(["Gloves 3, L1", "Gloves 3, L2"]);
  expect(store.said?.text).toBe("“3” can be 2 things: choose one");
  const [, second] = store.choices;
  if (second) await store.choose(second);
  expect(store.count.lines.map(({ counted }) => counted)).toEqual([null, 1]);
  await store.scan("4");
  expect(store.said?.text).toContain("by lot or serial number");
});

test("the rest at one tap, up to the first that moved", async () => {
  const count = vi
    .fn<FloorApi["count"]>()
    .mockResolvedValueOnce({ posted: true, before: "12", after: "12" })
    .mockResolvedValueOnce({ posted: false, before: "9", after: "9" });
  const { store } = await atTheShelf({ count });
  await store.count.confirmRest();
  expect(store.count.lines.map(({ posted, moved }) => [posted, moved])).toEqual([
    ["12", null],
    [null, "9"],
  ]);
  expect(store.said?.tone).toBe("attention");
});

test("another warehouse is another first screen, and a late answer of the old one is dropped", async () => {
  const exceptions = vi.fn<FloorApi["exceptions"]>(server().exceptions);
  const { api, store } = await atTheShelf({ exceptions });
  await store.show("receiving");
  expect(exceptions).toHaveBeenLastCalledWith("receiving", 1, 30);
  await store.setWarehouse(2);
  expect(api.opening).toHaveBeenLastCalledWith(2);
  expect(store.warehouse).toBe("Reno");
  let answer: (value: { at: string; count: number; rows: never[] }) => void = () => undefined;
  exceptions.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  const slow = store.show("picking");
  await store.show("receiving");
  answer({ at: "2026-11-24T10:00:00Z", count: 0, rows: [] });
  await slow;
  expect(store.cards?.count).toBe(1);
});
