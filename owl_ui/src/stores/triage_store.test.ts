import { describe, expect, test, vi } from "vitest";
import { bulk, exceptionRow, inboxPage } from "../../test/exception_samples";
import type { ExceptionsApi } from "../services/exceptions_api";
import type { InboxPage, InboxQuery } from "../types/exceptions";
import { createBulkStore } from "./bulk_store";
import { createTriageStore } from "./triage_store";

/** An inbox whose next answer is given by the test. */
async function inbox(ids: number[], count = ids.length) {
  const world = {
    answer: inboxPage(
      ids.map((id) => exceptionRow(id)),
      { count },
    ),
  };
  const page = vi.fn((_query: InboxQuery, _limit: number, _shown: number[]) =>
    Promise.resolve(world.answer),
  );
  const store = createTriageStore({ page } as unknown as ExceptionsApi);
  await store.refresh();
  return { store, page, answer: (next: InboxPage) => (world.answer = next) };
}

const ids = (rows: readonly { id: number }[]) => rows.map(({ id }) => id);

describe("while the user works in the list", () => {
  test("rows stay where they are, new ones wait", async () => {
    const { store, answer } = await inbox([1, 2]);
    store.setBusy(true);
    answer(inboxPage([exceptionRow(3), exceptionRow(2, { open_count: 9 }), exceptionRow(1)]));
    await store.refresh();
    expect([ids(store.rows), store.unseen]).toEqual([[1, 2], 1]);
    expect(store.rows[1]?.open_count).toBe(9);
    await store.showUnseen();
    expect([ids(store.rows), store.unseen]).toEqual([[3, 2, 1], 0]);
  });

  test("a row that left the view stays, with what became of it", async () => {
    const { store, answer } = await inbox([1, 2]);
    store.setBusy(true);
    const settled = exceptionRow(1, { state: "resolved" });
    answer(inboxPage([exceptionRow(2)], { others: [settled] }));
    await store.refresh();
    expect([ids(store.rows), [...store.left], store.rows[0]?.state]).toEqual([
      [1, 2],
      [1],
      "resolved",
    ]);
  });
});

test("otherwise the worst comes first at once", async () => {
  const { store, answer } = await inbox([1, 2]);
  answer(inboxPage([exceptionRow(3), exceptionRow(1)]));
  await store.refresh();
  expect([ids(store.rows), store.left.size]).toEqual([[3, 1], 0]);
});

test("the rows on screen are asked for by name", async () => {
  const { store, page } = await inbox([1, 2]);
  await store.refresh();
  expect(page.mock.calls.map(([, , shown]) => shown)).toEqual([[], [1, 2]]);
});

test("all on screen, then all that match", async () => {
  const { store } = await inbox([1, 2], 240);
  store.selectAll();
  expect([store.selectedCount, store.chosen]).toEqual([2, { ids: [1, 2] }]);
  store.selectAll();
  expect([store.selectedCount, store.chosen]).toEqual([240, { query: store.query }]);
  store.toggle(1);
  expect([store.selectedCount, store.chosen]).toEqual([1, { ids: [2] }]);
});

test("without a selection the keyboard's row is meant", async () => {
  const { store } = await inbox([1, 2]);
  expect(store.chosen).toBeNull();
  expect([store.move(1), store.move(1), store.move(1), store.move(-1)]).toEqual([1, 2, 2, 1]);
  expect(store.chosen).toEqual({ ids: [1] });
});

test("another question forgets selection and place; an older answer is dropped", async () => {
  const { store, page } = await inbox([1, 2]);
  store.toggle(1);
  store.move(1);
  let late: (page: InboxPage) => void = () => undefined;
  page.mockImplementationOnce(() => new Promise((resolve) => (late = resolve)));
  const first = store.setQuery({ search: "a" });
  page.mockResolvedValueOnce(inboxPage([exceptionRow(5)]));
  await store.setQuery({ search: "ab" });
  late(inboxPage([exceptionRow(4)]));
  await first;
  expect([ids(store.rows), store.selectedCount, store.cursorId]).toEqual([[5], 0, null]);
});

test("the end of the list asks for more, once", async () => {
  const sixty = Array.from({ length: 60 }, (_one, index) => index + 1);
  const { store, page } = await inbox(sixty, 100);
  await store.showMore();
  expect(page.mock.lastCall?.[1]).toBe(120);
  await store.showMore();
  expect(page).toHaveBeenCalledTimes(2);
});

describe("a bulk action", () => {
  test("is watched until it is done", async () => {
    vi.useFakeTimers();
    const looks = [bulk({ state: "running", done_count: 2 }), bulk({ state: "done" })];
    const api = {
      plan: () => Promise.resolve(bulk()),
      begin: () => Promise.resolve(bulk({ state: "running" })),
      bulk: vi.fn(() => Promise.resolve(looks.shift())),
    };
    const store = createBulkStore(api as unknown as ExceptionsApi);
    await store.plan("retry", { ids: [1] });
    expect(store.bulk?.state).toBe("planned");
    await store.begin("");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.bulk?.done_count).toBe(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([store.bulk?.state, api.bulk.mock.calls.length]).toEqual(["done", 2]);
  });

  test("that cannot be planned says why and leaves nothing", async () => {
    const refusal = Object.assign(new Error("RPC_ERROR"), {
      data: { message: "None of them has open events" },
    });
    const api = { plan: () => Promise.reject(refusal) };
    const store = createBulkStore(api as unknown as ExceptionsApi);
    await store.plan("retry", { ids: [1] });
    expect([store.bulk, store.busy, store.failure]).toEqual([
      null,
      false,
      "None of them has open events",
    ]);
    store.close();
    expect(store.shown).toBe(false);
  });
});
