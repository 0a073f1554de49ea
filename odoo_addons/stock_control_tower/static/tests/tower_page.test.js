import { waitForChannels } from "@bus/../tests/bus_test_helpers";
import { advanceTime, animationFrame, expect, test } from "@odoo/hoot";
import { click, edit, queryAll, queryAllTexts, queryOne, waitFor } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { TowerPage } from "@stock_control_tower/tower";
import {
  MockServer,
  getService,
  mockService,
  mountWithCleanup,
  onRpc,
  patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

defineMailModels();

const MODEL = "stock.tower.overview";
const LATER = 1000;

function event(sequence, values = {}) {
  return {
    sequence: String(sequence),
    outbox_id: sequence,
    inbox_id: null,
    kind: "goods_received",
    recorded_at: new Date().toISOString(),
    product_id: 1,
    product: "Nitrile gloves M",
    quantity: 24,
    uom: "Units",
    from: null,
    to: "DAL/BIN-01",
    from_state: null,
    to_state: null,
    counted: null,
    reason: null,
    lot: null,
    document: null,
    origin: "wms",
    outcome: null,
    about_kind: null,
    code: null,
    message: null,
    remedy: null,
    ...values,
  };
}

function figures(onHand, quarantined) {
  return {
    on_hand: onHand,
    available: onHand - 20 - quarantined,
    reserved: 20,
    quarantined,
    damaged: 0,
    returned: 0,
    in_transit: 0,
    incoming: 0,
    others: 0,
  };
}

function snapshot({
  head = "10",
  onHand = 100,
  quarantined = 0,
  count = 1,
  feed = [],
  ...summary
} = {}) {
  const rows = Array.from({ length: Math.min(count, 100) }, (_row, index) => ({
    id: index + 1,
    name: `Product ${index + 1}`,
    sku: `SKU-${index + 1}`,
    uom: "Units",
    in_transit: 0,
    warehouses: { 1: figures(onHand, quarantined) },
  }));
  return {
    at: new Date().toISOString(),
    head,
    decimals: 2,
    can_configure: true,
    warehouses: [
      { id: 1, code: "DAL", name: "Dallas" },
      { id: 2, code: "ATL", name: "Atlanta" },
    ],
    summary: {
      connected: true,
      partners: 1,
      waiting: { count: 0, oldest_ms: null },
      refused_today: 0,
      conflicts_today: 0,
      applied_today: 5,
      duplicates_today: 0,
      sequence_gaps: 0,
      lag: { outbound_ms: 120, inbound_ms: 300 },
      ...summary,
    },
    lag: [],
    stock: { offset: 0, rows, count },
    feed,
  };
}

function boardOf(values = {}) {
  return {
    at: new Date().toISOString(),
    since: "2026-11-24 09:55:00",
    until: "2026-11-24 10:00:00",
    attention: { count: 0, severities: {}, orders: 0, events: 0, value: "" },
    drift: { count: 0, compared: 0, days: [] },
    refused_hours: [],
    flow: {
      partners: { count: 1, received: 5, last_at: null },
      broker: { known: true, ok: true, reason: "", inbound: 0, dead: 0, queues: 5, samples: [] },
      sidecars: { count: 1, alive: 1, last_at: new Date().toISOString() },
      odoo: { applied: 5, recorded: 5, published: 5, published_at: null },
      subscribers: null,
      minutes: 5,
    },
    matrix: {},
    ...values,
  };
}

/** Opens the page; the returned object says what the server answers from then on. */
async function openTower(first, board = boardOf()) {
  const server = { answer: first, reads: 0 };
  onRpc(MODEL, "stock_totals", ({ kwargs }) => {
    const { count } = kwargs.search ? { count: 0 } : server.answer.stock;
    return { count, totals: {} };
  });
  onRpc(MODEL, "snapshot", ({ kwargs }) => {
    server.reads++;
    server.asked = kwargs;
    const known = BigInt(kwargs.feed_after);
    const feed = server.answer.feed.filter(({ sequence }) => BigInt(sequence) > known);
    return { ...server.answer, feed };
  });
  onRpc(MODEL, "board", () => board);
  onRpc(MODEL, "since", () => ({ since: "", until: "", counts: {} }));
  await mountWithCleanup(WebClient);
  await getService("action").doAction("stock_control_tower.tower");
  await waitForChannels(["stock_control_tower"]);
  // Connecting asks for a read of its own.
  await advanceTime(LATER);
  await waitFor(".o_sct_tile");
  return server;
}

async function hint(head) {
  MockServer.env["bus.bus"]._sendone("stock_control_tower", "stock_control_tower.changed", {
    head,
  });
  await animationFrame();
  await advanceTime(LATER);
  await animationFrame();
}

function figure(product, warehouse) {
  return queryOne(`[data-product="${product}"] [data-warehouse="${warehouse}"] .o_sct_figure`);
}

test("health in words, tiles and figures", async () => {
  await openTower(snapshot({ refused_today: 3, waiting: { count: 2, oldest_ms: 100 } }));
  expect(".o_sct_health_text").toHaveText("2 events wait, 3 were refused today");
  expect(queryAllTexts(".o_sct_tiles .o_sct_tile_value")).toEqual([
    "300 ms",
    "0",
    "3",
    "2",
    "1 of 1",
    "0",
  ]);
  expect(queryAllTexts(".o_sct_today .o_sct_tile_value")).toEqual(["5", "0"]);
  expect(figure("SKU-1", 1)).toHaveText("80");
  expect('[data-product="SKU-1"] [data-warehouse="2"]').toHaveClass("o_sct_none");
  expect(".o_sct_badge").toHaveText("Live");
});

test("a hint makes it read again, marks the figure and shows the event", async () => {
  const server = await openTower(snapshot());
  server.answer = snapshot({ head: "11", onHand: 124, feed: [event(11)] });
  await hint("11");
  expect(figure("SKU-1", 1)).toHaveText("104");
  expect('[data-product="SKU-1"] [data-warehouse="1"]').toHaveClass("o_sct_marked");
  expect(".o_sct_event_text").toHaveText("Received 24 × Nitrile gloves M at DAL/BIN-01");
  expect(".o_sct_event").not.toHaveAttribute("data-tone", "danger");
});

test("a hold shows live though nothing moved", async () => {
  const server = await openTower(snapshot());
  const hold = event(11, {
    kind: "quality_hold_placed",
    from: "DAL/BIN-01",
    from_state: "available",
    to_state: "quarantined",
  });
  server.answer = snapshot({ head: "11", quarantined: 24, feed: [hold] });
  await hint("11");
  expect(figure("SKU-1", 1)).toHaveText("56");
  expect('[data-product="SKU-1"] [data-warehouse="1"]').toHaveClass("o_sct_marked");
  expect(".o_sct_event_text").toHaveText("Put 24 × Nitrile gloves M on hold at DAL/BIN-01");
});

test("every figure opens the rows it is the sum of", async () => {
  onRpc(MODEL, "action_states", ({ kwargs }) => ({ name: JSON.stringify(kwargs) }));
  await openTower(snapshot({ quarantined: 24 }));
  mockService("action", {
    doAction: ({ name }) => {
      const { figure, warehouse_ids } = JSON.parse(name);
      expect.step(`${figure} ${warehouse_ids}`);
    },
  });
  await click(figure("SKU-1", 1));
  await animationFrame();
  await click(figure("SKU-1", "all"));
  await animationFrame();
  expect.verifySteps(["available 1", "available "]);
});

test("a replayed hint that is not news costs no read", async () => {
  const server = await openTower(snapshot({ head: "10" }));
  const reads = server.reads;
  await hint("7");
  await hint("10");
  expect(server.reads).toBe(reads);
});

test("a storm of hints is at most two reads a second", async () => {
  const server = await openTower(snapshot());
  const reads = server.reads;
  for (let head = 11; head < 61; head++) {
    MockServer.env["bus.bus"]._sendone("stock_control_tower", "stock_control_tower.changed", {
      head: String(head),
    });
    await advanceTime(20);
  }
  expect(server.reads - reads).toBeLessThan(5); // one second, plus the ends
  expect(server.reads - reads).toBeGreaterThan(0);
});

test("a refused event says why, in the danger colour", async () => {
  const refused = event(10, {
    kind: "event_outcome",
    outcome: "refused",
    about_kind: "shipment_dispatched",
    message: "No product has the SKU ZZZ-404.",
    quantity: null,
  });
  await openTower(snapshot({ feed: [refused] }));
  expect(".o_sct_event").toHaveAttribute("data-tone", "danger");
  expect(".o_sct_event_text").toHaveText("Refused shipment from wms");
  expect(".o_sct_event_reason").toHaveText("No product has the SKU ZZZ-404.");
});

test("paused, new events wait behind a banner", async () => {
  const server = await openTower(snapshot({ feed: [event(10)] }));
  await click(".o_sct_feed .btn");
  server.answer = snapshot({ head: "12", feed: [event(12), event(11), event(10)] });
  await hint("12");
  expect(".o_sct_event").toHaveCount(1);
  expect(".o_sct_banner").toHaveText("2 new, show");
  await click(".o_sct_banner");
  await animationFrame();
  expect(".o_sct_event").toHaveCount(3);
  expect(".o_sct_banner").toHaveCount(0);
});

test("stations and the matrix open the rows that they count", async () => {
  onRpc(MODEL, "action_moving", ({ kwargs }) => ({ name: `moving ${kwargs.name}` }));
  onRpc(MODEL, "action_matrix", ({ kwargs }) => ({ name: `matrix ${kwargs.state}` }));
  const matrix = { 1: { damaged: { rows: 2, quantity: 7 } } };
  await openTower(snapshot(), boardOf({ matrix }));
  mockService("action", { doAction: (action) => expect.step(action.name) });
  await click('[data-station="odoo"] button');
  await animationFrame();
  expect("[data-station]").toHaveCount(4);
  await click('.o_sct_matrix [data-state="damaged"] button');
  await animationFrame();
  expect.verifySteps(["moving applied", "matrix damaged"]);
});

test("a tile opens the list behind its figure", async () => {
  onRpc(MODEL, "action_list", ({ kwargs }) => ({ name: kwargs.name }));
  await openTower(snapshot({ refused_today: 3 }));
  mockService("action", { doAction: (action) => expect.step(action.name) });
  await click('[data-tile="refused"]');
  await animationFrame();
  expect.verifySteps(["refused"]);
});

test("search asks the server; nothing found offers the way back", async () => {
  onRpc(MODEL, "stock_page", ({ kwargs }) => {
    expect.step(kwargs.search);
    const { stock } = snapshot({ count: kwargs.search ? 0 : 1 });
    return stock;
  });
  await openTower(snapshot());
  await click(".o_sct_search input");
  await edit("zzz");
  await advanceTime(LATER);
  await animationFrame();
  expect(".o_sct_grid .o_sct_empty_title").toHaveText("No product matches");
  await click(".o_sct_grid .btn");
  await advanceTime(LATER);
  await animationFrame();
  expect(".o_sct_row").toHaveCount(1);
  expect.verifySteps(["zzz", ""]);
});

test("of 5,000 products only the rows in view are in the page", async () => {
  onRpc(MODEL, "stock_page", ({ kwargs }) => {
    const { rows } = snapshot({ count: 100 }).stock;
    const { offset } = kwargs;
    const shifted = rows.map((row, index) => ({
      ...row,
      id: offset + index + 1,
      name: `Product ${offset + index + 1}`,
      sku: `SKU-${offset + index + 1}`,
    }));
    return { offset, rows: shifted, count: 5000 };
  });
  await openTower(snapshot({ count: 5000 }));
  expect(queryAll(".o_sct_row").length).toBeLessThan(60);
  const scroller = queryOne(".o_sct_grid");
  scroller.scrollTop = 4000 * 44;
  await animationFrame();
  await advanceTime(LATER);
  await animationFrame();
  expect('[data-product="SKU-4002"]').toHaveCount(1);
  expect(queryAll(".o_sct_row").length).toBeLessThan(60);
});

test("no events yet: the feed teaches", async () => {
  await openTower(snapshot());
  expect(".o_sct_feed .o_sct_empty_title").toHaveText("No stock events yet");
  expect(".o_sct_feed .btn-primary").toHaveText("Connect a partner");
});

test("other addons can patch the page", async () => {
  patchWithCleanup(TowerPage.prototype, {
    get health() {
      return { level: "good", text: "Patched" };
    },
  });
  await openTower(snapshot());
  expect(".o_sct_health_text").toHaveText("Patched");
});
