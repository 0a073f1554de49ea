import { describe, expect, test, vi } from "vitest";
import { item, row, snapshot } from "../../test/samples";
import type { StockRequest } from "../types/overview";
import type { OverviewApi } from "../services/overview_api";
import { createFeedStore } from "./feed_store";
import { createLiveStore } from "./live_store";
import { createStockStore } from "./stock_store";
import { createTowerStore } from "./tower_store";

function apiOf(answers: Partial<OverviewApi>): OverviewApi {
  return answers as OverviewApi;
}

describe("feed", () => {
  test("paused, new events wait; released, they come on top", () => {
    const feed = createFeedStore();
    feed.accept([item({ sequence: "10" })], "10");
    feed.togglePause();
    feed.accept([item({ sequence: "12" }), item({ sequence: "11" })], "12");
    expect([feed.items.length, feed.held.length, feed.cursor]).toEqual([1, 2, "12"]);
    feed.release();
    expect(feed.items.map(({ sequence }) => sequence)).toEqual(["12", "11", "10"]);
  });

  test("the pointer leaving does not end a pause", () => {
    const feed = createFeedStore();
    feed.accept([item()], "10");
    feed.togglePause();
    feed.setReading(true);
    feed.accept([item({ sequence: "11" })], "11");
    feed.setReading(false);
    expect(feed.held).toHaveLength(1);
    feed.togglePause();
    expect(feed.items).toHaveLength(2);
  });

  test("events that are not shown are not asked for again", () => {
    const feed = createFeedStore();
    feed.accept([item({ sequence: "10" })], "14");
    feed.accept([], "90");
    expect([feed.items.length, feed.cursor, feed.openedAt]).toEqual([1, "90", "14"]);
  });

  test("it keeps a bounded number of events", () => {
    const feed = createFeedStore();
    for (let number = 1; number < 400; number++) {
      feed.accept([item({ sequence: String(number) })], String(number));
    }
    expect(feed.items).toHaveLength(100);
  });
});

describe("live", () => {
  test("figures go stale after 10 s, a cut bus shows at once", () => {
    const live = createLiveStore();
    expect(live.freshness).toBe("loading");
    live.recordRead("2026-11-24T10:00:00.000Z", "5", 1_000);
    live.tick(11_000);
    expect(live.freshness).toBe("fresh");
    live.tick(11_001);
    expect(live.freshness).toBe("stale");
    live.setConnected(false);
    expect(live.freshness).toBe("offline");
  });

  test("old hints are no news", () => {
    const live = createLiveStore();
    live.recordRead("2026-11-24T10:00:00.000Z", "100", 0);
    expect([live.isNews("99"), live.isNews("100"), live.isNews("101")]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe("stock", () => {
  const page = (ids: number[], count = ids.length, offset = 0) => ({
    offset,
    rows: ids.map((id) => row(id)),
    count,
  });
  const stockTotals = () => Promise.resolve({ count: 1_000, totals: {} });

  test("an answer to an older question is dropped", async () => {
    const answers: ((value: ReturnType<typeof page>) => void)[] = [];
    const stockPage = vi.fn(
      () => new Promise<ReturnType<typeof page>>((resolve) => answers.push(resolve)),
    );
    const stock = createStockStore(apiOf({ stockPage, stockTotals }));
    const first = stock.setQuery({ search: "a" });
    const second = stock.setQuery({ search: "ab" });
    answers[1]?.(page([2]));
    answers[0]?.(page([1]));
    await Promise.all([first, second]);
    expect([...stock.rows.values()].map(({ id }) => id)).toEqual([2]);
  });

  test("scrolling reads a new window and keeps what is known", async () => {
    const stockPage = vi.fn(() => Promise.resolve(page([500], 1_000, 470)));
    const stock = createStockStore(apiOf({ stockPage, stockTotals }));
    stock.accept(page([1, 2], 1_000), 0, 0);
    await stock.showRows(0, 20);
    expect(stockPage).not.toHaveBeenCalled();
    await stock.showRows(500, 520);
    expect(stockPage).toHaveBeenCalledOnce();
    expect([...stock.rows.keys()]).toEqual([0, 1, 470]);
    expect(stock.request).toMatchObject({ offset: 470, limit: 81 });
  });

  test("the whole list is counted and summed with a question, then now and then", async () => {
    vi.useFakeTimers({ now: 100_000 });
    const counted: boolean[] = [];
    const stockPage = vi.fn((request: StockRequest) => {
      counted.push(request.count);
      return Promise.resolve({ ...page([1]), count: request.count ? 1_000 : null });
    });
    let sums = { count: 1_000, totals: { all: [] } };
    const summed = vi.fn(() => Promise.resolve(sums));
    const stock = createStockStore(apiOf({ stockPage, stockTotals: summed }));
    expect(stock.totals).toBe(null);
    await stock.setQuery({ search: "a" });
    await stock.showRows(500, 520);
    vi.setSystemTime(104_000);
    await stock.refreshTotals();
    expect(summed).toHaveBeenCalledOnce();
    expect([...stock.rows.keys()]).toEqual([0]);
    expect(stock.count).toBe(1_000);

    // One more product: rows outside the window may have moved.
    sums = { count: 1_001, totals: { all: [] } };
    vi.setSystemTime(106_000);
    await stock.refreshTotals();
    expect([stock.count, [...stock.rows.keys()]]).toEqual([1_001, []]);
    await stock.setQuery({ search: "b" });
    expect(counted).toEqual([true, false, true]);
    expect(summed).toHaveBeenCalledTimes(3);
  });

  test("a product that did not change keeps its object, so it is not drawn again", () => {
    const stock = createStockStore(apiOf({}));
    stock.accept(page([1, 2]), 0, 0);
    const [first, second] = stock.rows.values();
    stock.accept({ ...page([1]), rows: [row(1), { ...row(2), in_transit: 3 }], count: 2 }, 0, 1);
    expect(stock.rows.get(0)).toBe(first);
    expect(stock.rows.get(1)).not.toBe(second);
  });

  test("changed figures are marked for a while", () => {
    const stock = createStockStore(apiOf({}));
    stock.accept(page([1]), 0, 0);
    stock.accept({ ...page([1]), rows: [row(1, { on_hand: 77 })] }, 0, 1_000);
    expect([...stock.marked.keys()]).toEqual(["1:1"]);
    stock.tick(5_001);
    expect(stock.marked.size).toBe(0);
  });
});

describe("tower", () => {
  test("a failed read keeps the figures and says why", async () => {
    const read = vi.fn(() => Promise.resolve(snapshot()));
    const tower = createTowerStore(
      apiOf({ snapshot: read, stockTotals: () => Promise.resolve({ count: 1, totals: {} }) }),
    );
    await tower.refresh();
    read.mockRejectedValueOnce({ data: { message: "The database is away" } });
    await tower.refresh();
    expect(tower.summary?.applied_today).toBe(12);
    expect(tower.live.failure).toBe("The database is away");
  });
});
