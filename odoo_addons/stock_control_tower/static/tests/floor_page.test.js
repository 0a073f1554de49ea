import { waitForChannels } from "@bus/../tests/bus_test_helpers";
import { advanceTime, animationFrame, beforeEach, expect, test } from "@odoo/hoot";
import { click, edit, press, queryAllTexts, queryFirst, select, waitFor } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { router } from "@web/core/browser/router";
import { WebClient } from "@web/webclient/webclient";

defineMailModels();
beforeEach(() => browser.localStorage.clear());

const MODEL = "stock.tower.floor";
const LATER = 1000;
const NOW = "2026-11-24T10:00:00Z";

const LOCATION = {
  kind: "location",
  id: 31,
  name: "DAL/Stock/B-01",
  note: "",
  product_id: null,
  tracking: "none",
  lot_id: null,
  quantity: 0,
};
const LOTS = [1, 2].map((id) => ({
  ...LOCATION,
  kind: "lot",
  id,
  name: `L${id}`,
  note: "Gloves",
  product_id: 1,
  tracking: "lot",
  lot_id: id,
  quantity: 1,
}));
const GLOVES = { ...LOCATION, kind: "product", id: 1, name: "Gloves", product_id: 1, quantity: 1 };

function line(values = {}) {
  return {
    product_id: 1,
    location_id: 31,
    lot_id: null,
    package_id: null,
    owner_id: null,
    product: "Gloves",
    sku: "GLV-1",
    uom: "Units",
    tracking: "none",
    lot: null,
    package: null,
    owner: null,
    expected: "12",
    reserved: 0,
    ...values,
  };
}

/** Opens the page; the returned object says what the server answers from then on. */
async function openFloor(params = {}, values = {}) {
  const server = {
    mayCount: true,
    receiving: 1,
    lines: [line()],
    answer: { posted: true, before: "12", after: "12" },
    ...values,
  };
  onRpc(MODEL, "opening", ({ kwargs }) => ({
    at: NOW,
    warehouses: [
      { id: 1, code: "DAL", name: "Dallas" },
      { id: 2, code: "RNO", name: "Reno" },
    ],
    warehouse_id: kwargs.warehouse_id || 1,
    decimals: 2,
    may_count: server.mayCount,
    exceptions: { receiving: server.receiving, picking: 0 },
  }));
  onRpc(MODEL, "exceptions", ({ kwargs }) => ({
    at: NOW,
    count: kwargs.side === "receiving" ? server.receiving : 0,
    rows: Array.from({ length: kwargs.side === "receiving" ? server.receiving : 0 }, (_, id) => ({
      id: id + 1,
      name: `Unknown item: SKU-${id} (wms)`,
      cause: "No product has it.",
      remedy: "Map the partner's code.",
      severity: "2",
      state: "new",
      open_count: 3,
      orders: 1,
      last_seen: NOW,
    })).slice(0, kwargs.limit),
  }));
  onRpc(MODEL, "place", () => ({
    at: NOW,
    id: 31,
    name: "DAL/Stock/B-01",
    warehouse_id: 1,
    lines: server.lines,
    more: false,
  }));
  onRpc(MODEL, "scan", ({ kwargs }) => {
    expect.step(`scan ${kwargs.code}`);
    const known = { "DAL-B-01": [LOCATION], 4006381333931: [GLOVES], TWIN: LOTS };
    return { code: kwargs.code, found: known[kwargs.code] || [] };
  });
  onRpc(MODEL, "count", ({ kwargs }) => {
    expect.step(`count ${kwargs.counted} of ${kwargs.expected}`);
    return server.answer;
  });
  await mountWithCleanup(WebClient);
  await getService("action").doAction({
    type: "ir.actions.client",
    tag: "stock_control_tower.floor",
    params,
  });
  await waitForChannels(["stock_control_tower"]);
  await advanceTime(LATER);
  await waitFor(".o_sct_floor_page h2");
  return server;
}

/** What a scanner does while nothing is focused. */
async function scanCode(code) {
  getService("barcode").bus.trigger("barcode_scanned", { barcode: code, target: document.body });
  await advanceTime(LATER);
  await animationFrame();
}

test("each number opens a list of exactly that many, and each screen is a URL", async () => {
  await openFloor({}, { receiving: 35 });
  expect(queryAllTexts("[data-tile] .o_sct_floor_figure")).toEqual(["35", "0"]);
  await click('[data-tile="receiving"]');
  await advanceTime(LATER);
  expect("[data-exception]").toHaveCount(30);
  await click(".o_sct_floor_more");
  await advanceTime(LATER);
  expect("[data-exception]").toHaveCount(35);
  expect(router.current).toInclude(["view", "receiving"]);
  await click(".o_sct_floor_back");
  await advanceTime(LATER);
  await click('[data-tile="picking"]');
  await advanceTime(LATER);
  expect(".o_sct_empty_title").toHaveText("Nothing stands in the way of picking in Dallas");
});

test("a URL opens the place that it names", async () => {
  await openFloor({ view: "count", resId: 31 });
  expect("h2").toHaveText("DAL/Stock/B-01");
  expect(router.current.resId).toBe(31);
});

test("scan the place, scan what lies there, post", async () => {
  const server = await openFloor();
  await scanCode("DAL-B-01");
  expect("h2").toHaveText("DAL/Stock/B-01");
  expect("h2").toBeFocused();
  await scanCode("4006381333931");
  await scanCode("4006381333931");
  expect("[data-line] input").toHaveValue("2");
  expect('[role="status"]').toHaveText("+1 Gloves: 2 counted, 12 expected");
  server.answer = { posted: true, before: "12", after: "2" };
  await click(".o_sct_count_button");
  await advanceTime(LATER);
  expect('[role="status"]').toHaveText("Posted: Odoo has 2 of Gloves");
  expect(".o_sct_count_button").toHaveText("Count again");
  expect.verifySteps([
    "scan DAL-B-01",
    "scan 4006381333931",
    "scan 4006381333931",
    "count 2 of 12",
  ]);
});

test("by keyboard alone: a figure, Enter, Enter", async () => {
  await openFloor({ view: "count", resId: 31 });
  queryFirst("[data-line] input").focus();
  await edit("11.5", { confirm: false });
  await press("Enter");
  await animationFrame();
  expect(".o_sct_count_button").toBeFocused();
  expect(".o_sct_count_button").toHaveText("Post 11.5: 0.5 missing");
  await press("Enter");
  await advanceTime(LATER);
  expect.verifySteps(["count 11.5 of 12"]);
});

test("a scanner that writes into a quantity counts an item, not millions", async () => {
  await openFloor({ view: "count", resId: 31 });
  queryFirst("[data-line] input").focus();
  await edit("4006381333931", { confirm: false });
  await press("Enter");
  await advanceTime(LATER);
  expect("[data-line] input").toHaveValue("1");
  expect.verifySteps(["scan 4006381333931"]);
});

test("what moved while somebody counted is said and counted anew", async () => {
  const server = await openFloor({ view: "count", resId: 31 });
  await click("[data-line] .o_sct_stepper .btn:first-child");
  server.answer = { posted: false, before: "15", after: "15" };
  await click(".o_sct_count_button");
  await advanceTime(LATER);
  expect(".o_sct_count_moved").toHaveText(/Odoo has 15 now, it had 12/);
  expect(".o_sct_count_button").toHaveText("Count anew");
  await click(".o_sct_count_button");
  await animationFrame();
  expect(".o_sct_count_button").toHaveText("15 is right");
  expect.verifySteps(["count 11 of 12"]);
});

test("an unknown code is said where it is heard, and leaves the counts", async () => {
  await openFloor({ view: "count", resId: 31 });
  await click("[data-line] .o_sct_stepper .btn:last-child");
  await scanCode("NO-SUCH");
  expect('[role="status"][data-tone="trouble"]').toHaveText(/“NO-SUCH” is no place/);
  expect("[data-line] input").toHaveValue("13");
  expect.verifySteps(["scan NO-SUCH"]);
});

test("a code of several things asks which, where the keyboard is", async () => {
  const lines = [1, 2].map((id) => line({ lot_id: id, lot: `L${id}`, tracking: "lot" }));
  await openFloor({ view: "count", resId: 31 }, { lines });
  await scanCode("TWIN");
  expect(".o_sct_choices h3").toBeFocused();
  expect(queryAllTexts(".o_sct_choices strong")).toEqual(["L1", "L2"]);
  await click(".o_sct_choices button:last-of-type");
  await animationFrame();
  expect(".o_sct_choices").toHaveCount(0);
  expect('[data-line="1-2-0-0"] input').toHaveValue("1");
  expect.verifySteps(["scan TWIN"]);
});

test("who only looks has nothing to press", async () => {
  await openFloor({ view: "count", resId: 31 }, { mayCount: false });
  expect("[data-line]").toHaveCount(1);
  expect("[data-line] button").toHaveCount(0);
  expect(".o_sct_count_progress").toHaveText(/Counts are posted by inventory users/);
});

test("the warehouse is remembered on this device", async () => {
  await openFloor();
  await click(".o_sct_floor_head select");
  await select("2");
  await animationFrame();
  await advanceTime(LATER);
  expect(browser.localStorage.getItem("stock_control_tower.floor_warehouse")).toBe("2");
  expect(router.current.warehouse).toBe(2);
});
