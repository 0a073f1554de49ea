import { expect, test, vi } from "vitest";
import { ConnectionsPage } from "../src/pages/connections/connections_page";
import type { ConnectionsPage as Page, FirstStep } from "../src/types/connections";
import { mount, settle, texts } from "./helpers";

const STEPS = ["states", "subscription", "token", "sidecar", "partner", "flow", "event"] as const;

function stepsDone(count: number): FirstStep[] {
  return STEPS.map((name, index) => ({ name, done: index < count }));
}

function pageOf(values: Partial<Page> = {}): Page {
  return {
    at: "2026-11-24T10:00:00Z",
    can_configure: true,
    steps: stepsDone(7),
    sidecars: [
      {
        id: 1,
        name: "dock-1",
        alive: true,
        broker_ok: true,
        broker_reason: "",
        reported_at: "2026-11-24T09:59:56Z",
      },
    ],
    queues: [
      {
        name: "stock.dead",
        ready: 2,
        consumers: 0,
        reported_at: "2026-11-24T09:59:56Z",
        samples: [0, 2],
      },
    ],
    partners: [
      {
        id: 4,
        code: "wms",
        name: "Warehouse system",
        last_at: "2026-11-24T09:58:00Z",
        received: 120,
        exceptions: 3,
        flows: [
          {
            id: 8,
            label: "All warehouses",
            mode: "shadow",
            mode_label: "Shadow",
            timeliness_label: "Real time",
          },
        ],
      },
    ],
    subscriptions: [
      {
        id: 6,
        name: "sidecar",
        url: "http://sidecar:8070/webhooks/odoo",
        state: "healthy",
        state_label: "Healthy",
        last_success_at: "2026-11-24T09:59:00Z",
        last_error: "",
        failures: 0,
        behind: 0,
        reader: "dock-1",
        old_secret_until: null,
      },
    ],
    ...values,
  };
}

function world(page: Page, answers: Record<string, unknown> = {}) {
  const call = vi.fn((_model: string, method: string, _args: unknown[], _kwargs?: object) =>
    Promise.resolve(method === "page" ? page : (answers[method] ?? {})),
  );
  return {
    call,
    services: {
      orm: { silent: { call } },
      action: { doAction: vi.fn(() => Promise.resolve()) },
      notification: { add: vi.fn() },
      ui: { activeElement: document },
      bus_service: {
        addChannel: () => Promise.resolve(),
        deleteChannel: () => undefined,
        subscribe: () => undefined,
        unsubscribe: () => undefined,
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      },
    },
  };
}

async function open(server: ReturnType<typeof world>) {
  const page = await mount(ConnectionsPage, {}, server.services);
  await settle();
  return page;
}

test("empty, it leads to the first event, one step after the other", async () => {
  const server = world(pageOf({ steps: stepsDone(1), sidecars: [], queues: [], partners: [] }));
  const page = await open(server);
  expect(page.querySelector('[aria-current="step"]')?.getAttribute("data-step")).toBe(
    "subscription",
  );
  expect(texts(page, "#o_sct_steps_title small")).toEqual(["1 of 7 done"]);
  page.querySelector<HTMLElement>('[data-step="subscription"] button')?.click();
  await settle();
  expect(server.call).toHaveBeenLastCalledWith("stock.tower.first.steps", "action_step", [], {
    name: "subscription",
  });
});

test("once an event is through, the steps make room", async () => {
  expect((await open(world(pageOf()))).querySelector(".o_sct_steps")).toBeNull();
});

test("each partner with its last event, its flows and the lists behind its numbers", async () => {
  const server = world(pageOf());
  const page = await open(server);
  expect(texts(page, '[data-partner="wms"] [data-list]')).toEqual(["120", "3"]);
  expect(texts(page, '[data-partner="wms"] .o_sct_pill')).toEqual(["Shadow"]);
  page.querySelector<HTMLElement>('[data-partner="wms"] [data-list="exceptions"]')?.click();
  await settle();
  expect(server.call).toHaveBeenLastCalledWith("stock.tower.connections", "action_exceptions", [], {
    partner_id: 4,
  });
});

test("what should be empty and is not stands out", async () => {
  const page = await open(world(pageOf()));
  expect(texts(page, '[data-queue="stock.dead"] .o_sct_urgent')).toEqual(["2"]);
});

test("a test message says what came back", async () => {
  const server = world(pageOf(), { test_send: { ok: true, status: 204, ms: 38, error: "" } });
  const page = await open(server);
  page.querySelector<HTMLElement>('[data-subscription="sidecar"] .o_sct_actions button')?.click();
  await settle();
  expect(server.call).toHaveBeenLastCalledWith("stock.tower.subscription", "test_send", [[6]]);
  expect(texts(page, '[data-subscription="sidecar"] [role="status"]')).toEqual([
    "Answered 204 in 38 ms",
  ]);
});

test("who only looks has nothing to press, and sees no subscribers", async () => {
  const page = await open(world(pageOf({ can_configure: false, subscriptions: null })));
  expect(page.querySelectorAll(".btn")).toHaveLength(0);
  expect(page.querySelector("#o_sct_subscribers_title")).toBeNull();
});
