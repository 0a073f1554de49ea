import { expect, test, vi } from "vitest";
import { TowerPage } from "../src/pages/tower/tower_page";
import { mount, settle, texts } from "./helpers";
import { item, row, snapshot } from "./samples";

/** A bus and a server that write down in which order they are used. */
function world(answer = snapshot()) {
  const order: string[] = [];
  const callbacks = new Map<string, (payload: { head: string }) => void>();
  const states = new Map<string, () => void>();
  const call = vi.fn((_model: string, method: string) => {
    order.push(method);
    return Promise.resolve(method === "snapshot" ? answer : {});
  });
  return {
    order,
    call,
    hint: (head: string) => callbacks.get("stock_control_tower.changed")?.({ head }),
    cut: () => states.get("BUS:DISCONNECT")?.(),
    services: {
      orm: { silent: { call } },
      action: { doAction: vi.fn(() => Promise.resolve()) },
      bus_service: {
        addChannel: (name: string) => Promise.resolve(order.push(`channel ${name}`)),
        deleteChannel: () => undefined,
        subscribe: (type: string, callback: (payload: { head: string }) => void) => {
          order.push("subscribe");
          callbacks.set(type, callback);
        },
        unsubscribe: () => undefined,
        addEventListener: (name: string, callback: () => void) => states.set(name, callback),
        removeEventListener: () => undefined,
      },
    },
  };
}

test("it listens before it reads, then shows figures and events", async () => {
  const { order, services } = world(snapshot({ feed: [item()] }));
  const page = await mount(TowerPage, {}, services);
  await settle();
  expect(order).toEqual(["subscribe", "channel stock_control_tower", "snapshot"]);
  expect(texts(page, ".o_sct_health_text")).toEqual([
    "All well: every event is through, 12 applied today",
  ]);
  expect(texts(page, '[data-tile="applied"] .o_sct_tile_value')).toEqual(["12"]);
  expect(texts(page, '[data-product="SKU-1"] [data-warehouse="1"] button')).toEqual(["80"]);
  expect(texts(page, ".o_sct_event_text")).toEqual([
    "Received 24 × Nitrile gloves M at DAL/BIN-01",
  ]);
});

test("a cut bus shows as such", async () => {
  const { cut, services } = world();
  const page = await mount(TowerPage, {}, services);
  await settle();
  expect(texts(page, ".o_sct_badge")).toEqual(["Live"]);
  cut();
  await settle();
  expect(texts(page, ".o_sct_badge")).toEqual(["Connection lost"]);
});

test("only news is read again", async () => {
  const { hint, call, services } = world();
  await mount(TowerPage, {}, services);
  await settle();
  hint("10");
  hint("3");
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(call).toHaveBeenCalledTimes(1);
  hint("11");
  await vi.waitFor(() => expect(call).toHaveBeenCalledTimes(2));
});

test("a tile opens its list", async () => {
  const { call, services } = world();
  const page = await mount(TowerPage, {}, services);
  await settle();
  page.querySelector<HTMLElement>('[data-tile="waiting"]')?.click();
  await settle();
  expect(call).toHaveBeenLastCalledWith("stock.tower.overview", "action_list", [], {
    name: "waiting",
  });
  expect(services.action.doAction).toHaveBeenCalledOnce();
});

test("a figure opens its rows, in the warehouses that are shown", async () => {
  const { call, services } = world(
    snapshot({ stock: { offset: 0, rows: [row(1, { damaged: 7 })], count: 1, totals: {} } }),
  );
  const page = await mount(TowerPage, {}, services);
  await settle();
  const cells = '[data-product="SKU-1"] [data-figure]';
  expect(texts(page, cells)).toEqual(["100", "20", "7", "100", "20", "7"]);
  page.querySelectorAll<HTMLElement>(`${cells}[data-figure="held"]`)[1]?.click();
  await settle();
  const asked = { product_id: 1, figure: "held", warehouse_ids: [1] };
  expect(call).toHaveBeenLastCalledWith("stock.tower.overview", "action_states", [], asked);
});

test("where there is little room, figures are stacked under the available one", async () => {
  const { services } = world(
    snapshot({ stock: { offset: 0, rows: [row(1, { damaged: 7 })], count: 1, totals: {} } }),
  );
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(700);
  const page = await mount(TowerPage, {}, services);
  await settle();
  const cell = '[data-product="SKU-1"] [data-warehouse="1"]';
  expect(texts(page, `${cell} .o_sct_figure`)).toEqual(["73"]);
  expect(texts(page, `${cell} .o_sct_beneath`)).toEqual(["100 − 20 − 7"]);
  vi.restoreAllMocks();
});
