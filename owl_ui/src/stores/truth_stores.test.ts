import { describe, expect, test, vi } from "vitest";
import { OPENING, apiOf, ledgerRow, page, position, positions } from "../../test/truth_samples";
import type { TruthApi } from "../services/truth_api";
import { createGroupStore } from "./group_store";
import { createPositionStore } from "./position_store";
import { createPromisedStore } from "./promised_store";
import { createTruthPageStore } from "./truth_page_store";
import { createTruthStore } from "./truth_store";

/** 300 rows in three blocks of 100; the first page has 40. */
function longList() {
  const block = vi.fn<TruthApi["block"]>((_query, after) => {
    const first = after ? after[1] + 1 : 1;
    return Promise.resolve(page(positions(first, first + 99)));
  });
  const outline = vi.fn(() =>
    Promise.resolve({
      count: 300,
      products: 300,
      blocks: [100, 200, 300].map((end): [string, number, number] => [`SKU-${end}`, end, end]),
    }),
  );
  const firstPage = vi.fn(() => Promise.resolve(page(positions(1, 40), ["SKU-40", 40])));
  return { api: apiOf({ block, outline, firstPage }), block, outline, firstPage };
}

const ids = (store: ReturnType<typeof createTruthStore>) =>
  [...store.rows.values()].map(({ product_id: id }) => id);

describe("list", () => {
  test("the first rows are there before the list is counted", async () => {
    const { api, outline } = longList();
    let count = () => {};
    outline.mockReturnValueOnce(
      new Promise((resolve) => {
        count = () => resolve({ count: 300, products: 300, blocks: [["SKU-300", 300, 300]] });
      }),
    );
    const store = createTruthStore(api);
    const asked = store.ask([], null);
    await vi.waitFor(() => expect(store.rows.size).toBe(40));
    expect([store.count, store.length, store.loading]).toEqual([null, 40, false]);
    count();
    await asked;
    expect([store.count, store.length]).toEqual([300, 300]);
  });

  test("a short list needs no count", async () => {
    const { api, firstPage, outline } = longList();
    firstPage.mockResolvedValueOnce(page(positions(1, 3)));
    const store = createTruthStore(api);
    await store.ask([["product_id", "=", 1]], null);
    expect([store.count, store.products]).toEqual([3, 3]);
    expect(outline).not.toHaveBeenCalled();
  });

  test("a first read that failed is made again, a count under way is not", async () => {
    const { api, firstPage, outline } = longList();
    const store = createTruthStore(api);
    firstPage.mockRejectedValueOnce(new Error("The network is away"));
    await store.ask([], null);
    expect([store.failure, store.count]).toEqual(["The network is away", null]);
    await store.refresh();
    expect([store.failure, store.count]).toEqual([null, 300]);

    outline.mockReturnValueOnce(new Promise(() => {}));
    void store.ask([], null);
    await vi.waitFor(() => expect(store.count).toBe(null));
    await store.refresh();
    expect(firstPage).toHaveBeenCalledTimes(3);
  });

  test("anywhere in the list is one block away", async () => {
    const { api, block } = longList();
    const store = createTruthStore(api);
    await store.ask([], null);
    await store.showRows(250, 270);
    expect(block).toHaveBeenLastCalledWith(store.query, ["SKU-200", 200], ["SKU-300", 300]);
    expect(store.rows.get(250)?.product_id).toBe(251);
    block.mockClear();
    await store.showRows(255, 280);
    expect(block).not.toHaveBeenCalled();
  });

  test("an answer to an older question is dropped", async () => {
    const { api, firstPage } = longList();
    const answers: ((rows: ReturnType<typeof page>) => void)[] = [];
    firstPage.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    const store = createTruthStore(api);
    const first = store.ask([["a", "=", 1]], null);
    const second = store.ask([["b", "=", 1]], null);
    answers[1]?.(page([position(2)]));
    answers[0]?.(page([position(1)]));
    await Promise.all([first, second]);
    expect(ids(store)).toEqual([2]);
  });

  test("figures change in place and are marked; the order does not", async () => {
    const { api, firstPage } = longList();
    firstPage.mockResolvedValueOnce(page([position(1), position(2)]));
    const store = createTruthStore(api);
    await store.ask([], null);
    firstPage.mockResolvedValueOnce(page([position(2, { on_hand: 7 }), position(1)]));
    const before = store.rows.get(0);
    await store.refresh();
    expect(ids(store)).toEqual([1, 2]);
    expect(store.rows.get(0)).toBe(before);
    expect(store.rows.get(1)?.on_hand).toBe(7);
    expect([...store.marked.keys()]).toEqual(["2:1"]);
    expect(store.drift).toBe(0);
  });

  test("rows that come or go wait while somebody reads, and come at once when nobody does", async () => {
    const { api, firstPage } = longList();
    firstPage.mockResolvedValueOnce(page([position(1), position(2)]));
    const store = createTruthStore(api);
    await store.ask([], null);
    store.setReading(true);
    firstPage.mockResolvedValue(page([position(2), position(3)]));
    await store.refresh();
    expect([ids(store), store.drift]).toEqual([[1, 2], 2]);
    await store.showDrift();
    expect([ids(store), store.drift]).toEqual([[2, 3], 0]);
    store.setReading(false);
    firstPage.mockResolvedValue(page([position(3)]));
    await store.refresh();
    await vi.waitFor(() => expect(ids(store)).toEqual([3]));
  });

  test("the past is counted first and never read again", async () => {
    const { api, firstPage, block } = longList();
    const store = createTruthStore(api);
    await store.ask([], "41");
    await store.showRows(0, 20);
    expect(firstPage).not.toHaveBeenCalled();
    block.mockClear();
    await store.refresh();
    expect(block).not.toHaveBeenCalled();
  });

  test("a failed read says why and keeps the rows", async () => {
    const { api, firstPage } = longList();
    firstPage.mockResolvedValueOnce(page([position(1)]));
    const store = createTruthStore(api);
    await store.ask([], null);
    firstPage.mockRejectedValueOnce({ data: { message: "The database is away" } });
    await store.refresh();
    expect([store.failure, store.rows.size]).toEqual(["The database is away", 1]);
  });
});

test("what can be promised follows the rows in view, once they stand still", async () => {
  vi.useFakeTimers();
  const promised = vi.fn(() => Promise.resolve({ "1": { "1": { atp_now: 4, overcommitted: 2 } } }));
  const store = createPromisedStore(apiOf({ promised }));
  store.want([position(9)], [1]);
  store.want([position(1), position(1, { warehouse_id: 2 })], [1, 2]);
  await vi.advanceTimersByTimeAsync(200);
  expect(promised.mock.calls).toEqual([[[1], [1, 2]]]);
  expect(store.figures.get("1:1")).toEqual({ now: 4, overcommitted: 2 });
  store.want([position(1)], [1, 2]);
  await vi.advanceTimersByTimeAsync(200);
  expect(promised).toHaveBeenCalledOnce();
});

test("groups go on where they ended", async () => {
  const group = (id: number) => ({
    ...position(1),
    key: ["A", String(id), 1],
    values: [{ field: "lot_id", id, label: `Lot ${id}` }],
    products: 1,
  });
  const groups = vi
    .fn<TruthApi["groups"]>()
    .mockResolvedValueOnce({ rows: [group(1)], more: true })
    .mockResolvedValueOnce({ rows: [group(2)], more: false });
  const store = createGroupStore(apiOf({ groups }));
  await store.ask([], null, ["lot_id"]);
  await store.showMore();
  await store.showMore();
  expect(groups.mock.calls.map(([, , after]) => after)).toEqual([null, ["A", "1", 1]]);
  expect(store.rows.map(({ values }) => values[0]?.id)).toEqual([1, 2]);
});

describe("position", () => {
  const key = { productId: 1, warehouseId: 1 };
  const product = () => Promise.resolve({ name: "Gloves", sku: "G", uom: "Units" });
  const query = { domain: [], until: null };

  test("new events come on top, earlier ones that were asked for stay", async () => {
    const ledger = vi
      .fn<TruthApi["ledger"]>()
      .mockResolvedValueOnce({ rows: [ledgerRow(5)], next: "5", since: null })
      .mockResolvedValueOnce({ rows: [ledgerRow(3)], next: null, since: null })
      .mockResolvedValueOnce({ rows: [ledgerRow(8), ledgerRow(5)], next: "5", since: null });
    const store = createPositionStore(apiOf({ ledger, product }));
    await store.open(key, "ledger", query);
    await store.showEarlier();
    await store.refresh();
    expect(store.ledger.map(({ sequence }) => sequence)).toEqual(["8", "5", "3"]);
    expect(store.product?.name).toBe("Gloves");
  });

  test("the past is a ledger that ends earlier", async () => {
    const ledger = vi.fn<TruthApi["ledger"]>(() =>
      Promise.resolve({ rows: [], next: null, since: null }),
    );
    const store = createPositionStore(apiOf({ ledger, product }));
    await store.open(key, "ledger", { domain: [], until: "9007199254740993" });
    expect(ledger).toHaveBeenCalledWith(key, "9007199254740994");
  });
});

test("the past is opened before it is read, and its number goes along", async () => {
  const asked: unknown[] = [];
  const store = createTruthPageStore(
    apiOf({
      opening: (asOf) => {
        asked.push(asOf);
        return Promise.resolve({ ...OPENING, until: asOf && "17" });
      },
      outline: ({ until }) => {
        asked.push(until);
        return Promise.resolve({ count: 0, products: 0, blocks: [] });
      },
    }),
  );
  await store.ask([], [], "2026-11-20T10:00:00.000Z");
  expect(asked).toEqual(["2026-11-20T10:00:00.000Z", "17"]);
  expect(store.opening.warehouses).toHaveLength(2);
});

test("a moment that cannot be shown says why", async () => {
  const store = createTruthPageStore(
    apiOf({
      opening: () => Promise.reject(Object.assign(new Error(), { data: { message: "Too old" } })),
    }),
  );
  await store.ask([], [], "2020-01-01T00:00:00.000Z");
  expect(store.failure).toBe("Too old");
});
