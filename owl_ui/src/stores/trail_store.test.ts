import { describe, expect, test, vi } from "vitest";
import { newer, trailApi, trailPage } from "../../test/trail_samples";
import type { TrailApi } from "../services/trail_api";
import { createEventStore } from "./event_store";
import { createTrailStore, type TrailStore } from "./trail_store";

const ids = (rows: TrailStore["rows"]) => rows.map(({ id }) => id);

async function opened(answers: Partial<TrailApi> = {}) {
  const page = vi.fn<TrailApi["page"]>(() => Promise.resolve(trailPage([3, 2, 1])));
  const more = vi.fn<TrailApi["newer"]>(() => Promise.resolve(newer([])));
  const store = createTrailStore(trailApi({ page, newer: more, ...answers }));
  await store.ask([], null);
  return { store, page, more };
}

describe("events", () => {
  test("what comes in is on top at once, or waits while somebody reads or has paused", async () => {
    const { store, more } = await opened();
    more.mockResolvedValueOnce(newer([11]));
    await store.refresh();
    expect(ids(store.rows)).toEqual([11, 3, 2, 1]);
    store.setReading(true);
    more.mockResolvedValueOnce(newer([13, 12]));
    await store.refresh();
    expect([ids(store.rows), ids(store.held)]).toEqual([
      [11, 3, 2, 1],
      [13, 12],
    ]);
    expect(more).toHaveBeenLastCalledWith([], { out: "11", in: "3" });
    store.togglePause();
    store.setReading(false);
    expect(store.held).toHaveLength(2);
    store.togglePause();
    expect(ids(store.rows)).toEqual([13, 12, 11, 3, 2, 1]);
    expect(store.count).toBe(6);
  });

  test("more than can be held is read anew when it is shown", async () => {
    const { store, more, page } = await opened();
    store.togglePause();
    more.mockResolvedValueOnce(newer([90], { more: true }));
    await store.refresh();
    expect([store.overflow, store.held.length]).toEqual([true, 1]);
    page.mockResolvedValueOnce(trailPage([90, 89]));
    store.release();
    await vi.waitFor(() => expect(ids(store.rows)).toEqual([90, 89]));
    expect([store.overflow, store.held.length]).toEqual([false, 0]);
  });

  test("the list goes on where it ended", async () => {
    const { store, page } = await opened({
      page: vi.fn<TrailApi["page"]>((_domain, before) =>
        Promise.resolve(before ? trailPage([1]) : trailPage([3, 2], { next: { out: "2" } })),
      ),
    });
    expect(page).not.toHaveBeenCalled();
    expect(store.more).toBe(true);
    await Promise.all([store.showMore(), store.showMore()]);
    expect([ids(store.rows), store.more]).toEqual([[3, 2, 1], false]);
  });

  test("a search for what is rare goes on by itself and says how far back it is", async () => {
    const answers = [
      trailPage([], { next: { out: "900" }, back_to: "2026-11-20T00:00:00.000Z" }),
      trailPage([], { next: { out: "800" }, back_to: "2026-11-19T00:00:00.000Z" }),
      trailPage([5]),
    ];
    const asked: unknown[] = [];
    const seen: (string | null)[] = [];
    const { store } = await opened({
      page: (_domain, before) => {
        asked.push(before);
        return Promise.resolve(answers.shift() ?? trailPage([]));
      },
    });
    seen.push(store.lookedBackTo);
    expect(asked).toEqual([null, { out: "900" }, { out: "800" }]);
    expect([ids(store.rows), store.loading]).toEqual([[5], false]);
  });

  test("an answer to an older question is dropped", async () => {
    const { store, page } = await opened();
    let late = () => {};
    page.mockReturnValueOnce(
      new Promise((resolve) => {
        late = () => resolve(trailPage([1]));
      }),
    );
    const first = store.ask([["kind", "=", "a"]], null);
    page.mockResolvedValueOnce(trailPage([2]));
    await store.ask([["kind", "=", "b"]], null);
    late();
    await first;
    expect(ids(store.rows)).toEqual([2]);
  });

  test("a list until a moment begins there, and nothing new belongs to it", async () => {
    const atMoment = vi.fn(() => Promise.resolve({ out: "5", in: "2" }));
    const { store, page, more } = await opened({ atMoment });
    await store.ask([], "2026-11-20T00:00:00.000Z");
    expect(page).toHaveBeenLastCalledWith([], { out: "5", in: "2" });
    await store.refresh();
    expect(more).not.toHaveBeenCalled();
  });

  test("a failed read keeps the list and says why", async () => {
    const { store, more } = await opened();
    more.mockRejectedValueOnce({ data: { message: "The database is away" } });
    await store.refresh();
    expect([store.live.failure, store.rows.length]).toEqual(["The database is away", 3]);
  });
});

test("an event that is not kept any more says so", async () => {
  const store = createEventStore(
    trailApi({
      detail: () => Promise.reject(Object.assign(new Error(), { data: { message: "Not kept" } })),
    }),
  );
  await store.open("in", 4);
  expect([store.failure, store.detail]).toEqual(["Not kept", null]);
});
