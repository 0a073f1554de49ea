import { expect, test, vi } from "vitest";
import { TowerPage } from "../src/pages/tower/tower_page";
import type { Board } from "../src/types/board";
import { board } from "./board_samples";
import { mount, settle, texts } from "./helpers";
import { item, row, snapshot } from "./samples";

/** A bus and a server that write down in which order they are used. */
function world(answer = snapshot(), seen: Board = board()) {
  const order: string[] = [];
  const callbacks = new Map<string, (payload: { head: string }) => void>();
  const states = new Map<string, () => void>();
  const call = vi.fn((_model: string, method: string) => {
    order.push(method);
    const known: Record<string, unknown> = {
      snapshot: answer,
      board: seen,
      stock_totals: { count: answer.stock.count, totals: {} },
      since: {
        since: "2026-11-24 08:00:00",
        until: "2026-11-24 10:00:00",
        counts: { resolved: 3 },
      },
    };
    return Promise.resolve(known[method] ?? {});
  });
  return {
    order,
    call,
    hint: (head: string) => callbacks.get("stock_control_tower.changed")?.({ head }),
    cut: () => states.get("BUS:DISCONNECT")?.(),
    services: {
      orm: { silent: { call } },
      action: { doAction: vi.fn(() => Promise.resolve()) },
      ui: { activeElement: document },
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
  expect(order).toEqual([
    "subscribe",
    "subscribe",
    "channel stock_control_tower",
    "snapshot",
    "board",
    "stock_totals",
  ]);
  expect(texts(page, ".o_sct_health_text")).toEqual([
    "All well. Every event is through, 12 applied today",
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
  const reads = () => call.mock.calls.filter(([, method]) => method === "snapshot").length;
  expect(reads()).toBe(1);
  hint("11");
  await vi.waitFor(() => expect(reads()).toBe(2));
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
    snapshot({ stock: { offset: 0, rows: [row(1, { damaged: 7 })], count: 1 } }),
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
    snapshot({ stock: { offset: 0, rows: [row(1, { damaged: 7 })], count: 1 } }),
  );
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(700);
  const page = await mount(TowerPage, {}, services);
  await settle();
  const cell = '[data-product="SKU-1"] [data-warehouse="1"]';
  expect(texts(page, `${cell} .o_sct_figure`)).toEqual(["73"]);
  expect(texts(page, `${cell} .o_sct_beneath`)).toEqual(["100 − 20 − 7"]);
  vi.restoreAllMocks();
});

test("what needs somebody comes first, in words, with what is at risk", async () => {
  const attention = {
    count: 3,
    severities: { 3: 1, 1: 2 },
    orders: 12,
    events: 31,
    value: "$ 8,400.00",
  };
  const { services } = world(snapshot(), board({ attention }));
  const page = await mount(TowerPage, {}, services);
  await settle();
  expect(texts(page, ".o_sct_health_text")).toEqual([
    "3 things need you; 12 orders, $ 8,400.00 at risk. Every event is through, 12 applied today",
  ]);
  expect(texts(page, ".o_sct_tile[data-tile='exceptions'] .o_sct_tile_note")).toEqual([
    "1 critical, 2 medium",
  ]);
  page.querySelector<HTMLElement>('[data-tile="exceptions"]')?.click();
  await settle();
  expect(services.action.doAction).toHaveBeenLastCalledWith(
    "stock_control_tower.action_exceptions",
  );
});

test("the way of the events says where they stand, and each figure opens its rows", async () => {
  const { call, services } = world();
  const page = await mount(TowerPage, {}, services);
  await settle();
  expect(texts(page, '[data-station="partners"] button')).toEqual([
    "2 partners",
    "30 events in 5 min",
  ]);
  expect(texts(page, '[data-station="broker"] .o_sct_station_figure')).toEqual(["4 wait for Odoo"]);
  expect(page.querySelector('[data-station="sidecar"]')?.getAttribute("data-tone")).toBe("good");
  page.querySelector<HTMLElement>('[data-station="odoo"] button')?.click();
  await settle();
  expect(call).toHaveBeenLastCalledWith("stock.tower.overview", "action_moving", [], {
    name: "applied",
    since: "2026-11-24 09:55:00",
    until: "2026-11-24 10:00:00",
  });
});

test("a cell of the matrix opens the rows that it counts", async () => {
  const { call, services } = world();
  const page = await mount(TowerPage, {}, services);
  await settle();
  expect(texts(page, '.o_sct_matrix td[data-state="damaged"] button')).toEqual(["2"]);
  page.querySelector<HTMLElement>('.o_sct_matrix td[data-state="damaged"] button')?.click();
  await settle();
  expect(call).toHaveBeenLastCalledWith("stock.tower.overview", "action_matrix", [], {
    warehouse_id: 1,
    state: "damaged",
  });
});

test("who comes back is told what has changed", async () => {
  localStorage.setItem("stock_control_tower.looked_at", "2026-11-24T08:00:00.000Z");
  const { call, services } = world();
  const page = await mount(TowerPage, {}, services);
  await settle();
  expect(texts(page, ".o_sct_since .o_sct_figure_link")).toEqual(["3 resolved"]);
  expect(call).toHaveBeenCalledWith("stock.tower.overview", "since", [], {
    moment: "2026-11-24T08:00:00.000Z",
  });
  page.querySelector<HTMLElement>(".o_sct_since .btn")?.click();
  await settle();
  expect(page.querySelector(".o_sct_since")).toBeNull();
  localStorage.clear();
});
