import { expect, test, vi } from "vitest";
import { ExceptionsPage } from "../src/pages/exceptions/exceptions_page";
import type { InboxPage } from "../src/types/exceptions";
import { bulk, exceptionDetail, exceptionRow, inboxPage } from "./exception_samples";
import { mount, settle, texts } from "./helpers";

type Answers = Record<string, unknown>;

/** A server, a bus and what the page asked of them. */
function world(page: InboxPage, answers: Answers = {}) {
  const asked: [string, Record<string, unknown>][] = [];
  const listeners = new Map<string, (payload: object) => void>();
  const call = vi.fn((_model: string, method: string, args: unknown[], kwargs: object) => {
    asked.push([method, { args, ...kwargs }]);
    const known: Answers = {
      inbox_page: page,
      inbox_owners: [[2, "Ana"]],
      inbox_detail: exceptionDetail((kwargs as { exception_id?: number }).exception_id ?? 0),
      inbox_act: { done: 1, left: 0, undo: [71] },
      inbox_undo: 1,
      inbox_plan: bulk(),
      begin: bulk({ state: "running" }),
      ...answers,
    };
    return Promise.resolve(known[method] ?? {});
  });
  const notify = vi.fn((_text: string, _options: object) => () => undefined);
  return {
    asked,
    notify,
    doAction: vi.fn(() => Promise.resolve()),
    hint: () => listeners.get("stock_control_tower.exceptions")?.({}),
    last: (method: string) => asked.filter(([name]) => name === method).at(-1)?.[1],
    get services() {
      return {
        orm: { silent: { call } },
        action: { doAction: this.doAction },
        dialog: { add: vi.fn() },
        notification: { add: notify },
        ui: { activeElement: document },
        bus_service: {
          addChannel: () => Promise.resolve(),
          deleteChannel: () => undefined,
          subscribe: (type: string, callback: (payload: object) => void) =>
            listeners.set(type, callback),
          unsubscribe: () => undefined,
          addEventListener: () => undefined,
          removeEventListener: () => undefined,
        },
      };
    },
  };
}

Element.prototype.scrollIntoView = () => undefined;

async function open(server: ReturnType<typeof world>, props: object = {}) {
  const page = await mount(ExceptionsPage, props, server.services);
  await settle();
  return page;
}

async function press(...keys: string[]) {
  for (const key of keys) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    await settle();
  }
}

const two = () => inboxPage([exceptionRow(1), exceptionRow(2)]);

test("one row per cause, and each view says how many it shows", async () => {
  const page = await open(world(two()));
  expect(texts(page, ".o_sct_exception_name")).toEqual([
    "Unknown item: SKU-1 (wms)",
    "Unknown item: SKU-2 (wms)",
  ]);
  expect(texts(page, '[data-tab="resolved"]')).toEqual(["Resolved 4"]);
  expect(texts(page, ".o_sct_at_risk > *")).toEqual(["12 orders", "$ 8,400.00"]);
});

test("the URL opens a query and one exception, and follows the user", async () => {
  const server = world(two());
  const updateActionState = vi.fn();
  const params = { view: "mine", search: "SKU" };
  const page = await open(server, { action: { params }, resId: 2, updateActionState });
  expect(server.last("inbox_page")).toMatchObject({ query: { view: "mine", search: "SKU" } });
  expect(page.querySelector('[data-detail="2"]')).not.toBeNull();
  await press("Escape");
  expect(updateActionState.mock.lastCall?.[0]).toMatchObject({ view: "mine", resId: undefined });
  expect(page.querySelector("[data-detail]")).toBeNull();
});

test("by keyboard alone: walk, acknowledge, take it back", async () => {
  const server = world(two());
  await open(server);
  await press("j", "j", "a");
  expect(server.last("inbox_act")).toMatchObject({ action: "acknowledge", ids: [2] });
  expect(server.notify.mock.lastCall?.[0]).toBe("Acknowledged: 1");
  await press("u");
  expect(server.last("inbox_undo")).toMatchObject({ step_ids: [71] });
});

test("all that match are retried after a look at the plan", async () => {
  const begun = bulk({ state: "done", done_count: 3, result: [["applied", "Applied", "", 3]] });
  const server = world(inboxPage([exceptionRow(1), exceptionRow(2)], { count: 240 }), {
    begin: begun,
  });
  const page = await open(server);
  await press("*", "*");
  expect(texts(page, ".o_sct_list_count")).toEqual(["240 selected"]);
  await press("r");
  expect(server.last("inbox_plan")).toMatchObject({ action: "retry", query: { view: "todo" } });
  expect(texts(page, '[data-counted="plan"] li')).toEqual(["3 Applied"]);
  expect(texts(page, ".o_sct_bulk tbody td")).toEqual(["Gloves", "DAL", "10", "22"]);
  expect(server.asked.some(([method]) => method === "begin")).toBe(false);
  page.querySelector<HTMLElement>('[data-action="begin"]')?.click();
  await settle();
  expect(texts(page, '[data-counted="result"] li')).toEqual(["3 Applied"]);
});

test("discarding asks why before it can begin", async () => {
  const server = world(two(), { inbox_plan: bulk({ action: "discard" }) });
  const page = await open(server, { resId: 1 });
  await press("d");
  const begin = () => page.querySelector<HTMLButtonElement>('[data-action="begin"]');
  expect(begin()?.disabled).toBe(true);
  const reason = page.querySelector<HTMLInputElement>(".o_sct_reason input");
  reason!.value = "sent twice";
  reason!.dispatchEvent(new Event("input"));
  await settle();
  begin()?.click();
  await settle();
  expect(server.last("begin")).toMatchObject({ reason: "sent twice" });
});

test("who only looks has nothing to press", async () => {
  const page = await open(world(inboxPage([exceptionRow(1)], { can_act: false })), { resId: 1 });
  expect(page.querySelectorAll(".o_sct_check, .o_sct_actions")).toHaveLength(0);
  expect(page.querySelector("select")?.disabled).toBe(true);
});

test("a hint is read, and what is new waits while the pointer is on the list", async () => {
  const first = two();
  const server = world(first);
  const page = await open(server);
  page.querySelector(".o_sct_exceptions")?.dispatchEvent(new Event("pointerenter"));
  first.rows = [exceptionRow(3), exceptionRow(1), exceptionRow(2)];
  server.hint();
  await vi.waitFor(() => expect(texts(page, ".o_sct_banner")).toEqual(["1 new, show"]));
  expect(texts(page, ".o_sct_exception_name")[0]).toBe("Unknown item: SKU-1 (wms)");
  await press("n");
  expect(texts(page, ".o_sct_exception_name")[0]).toBe("Unknown item: SKU-3 (wms)");
});

test("every number opens the rows it counts", async () => {
  const server = world(two());
  const page = await open(server, { resId: 1 });
  const click = async (selector: string) => {
    page.querySelector<HTMLElement>(selector)?.click();
    await settle();
    return server.asked.at(-1)?.[0];
  };
  expect(await click('[data-list="events"]')).toBe("action_open_events");
  expect(await click('[data-list="orders"]')).toBe("action_open_pickings");
  expect(await click('[data-list="at-risk"]')).toBe("action_inbox_orders");
  expect(server.doAction).toHaveBeenCalledTimes(3);
});

test("empty, it says that this is good", async () => {
  const page = await open(world(inboxPage([])));
  expect(texts(page, ".o_sct_empty_title")).toEqual(["Nothing needs you"]);
});
