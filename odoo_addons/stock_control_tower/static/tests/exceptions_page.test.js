import { waitForChannels } from "@bus/../tests/bus_test_helpers";
import { advanceTime, animationFrame, expect, test } from "@odoo/hoot";
import { click, press, queryAllTexts, waitFor } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { MockServer, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { router } from "@web/core/browser/router";
import { WebClient } from "@web/webclient/webclient";

defineMailModels();

const MODEL = "stock.tower.exception";
const LATER = 1000;

function row(id, values = {}) {
  return {
    id,
    name: `Unknown item: SKU-${id} (wms)`,
    code: "unknown_item",
    thing: `SKU-${id}`,
    partner: "wms",
    category: "refused",
    cause: `No product has the internal reference 'SKU-${id}'.`,
    state: "new",
    severity: "2",
    open_count: 3,
    total_count: 3,
    orders: 2,
    value: "$ 840.00",
    promise_at: null,
    first_seen: "2026-11-24T09:00:00Z",
    last_seen: "2026-11-24T09:58:00Z",
    owner_id: false,
    owner: "",
    ...values,
  };
}

function pageOf(rows) {
  return {
    at: new Date().toISOString(),
    rows,
    others: [],
    count: rows.length,
    views: { todo: rows.length, new: 0, mine: 0, doing: 0, waiting: 0, snoozed: 0, resolved: 0 },
    severities: [["2", rows.length]],
    partners: [["wms", rows.length]],
    at_risk: { orders: 2, events: 3, value: "$ 840.00" },
    can_act: true,
    user_id: 2,
  };
}

function detail(id) {
  return {
    ...row(id),
    remedy: "Map the partner's code.",
    path: "/data/lines/*/item/sku",
    evidence: "{}",
    sample_id: 7,
    sample_name: "evt-7",
    reasons: [["documents", "2 open transfers wait for its events."]],
    promises: [{ id: 1, name: "DAL/OUT/1", partner: "Azure", promise_at: "2026-11-24T12:00:00Z" }],
    gaps: [],
    steps: [],
    step_count: 0,
    similar: [],
    similar_count: 0,
    fix: "Map this item",
    messages: 0,
  };
}

/** Opens the page; the returned object says what the server answers from then on. */
async function openExceptions(rows, action = "stock_control_tower.exceptions") {
  const server = { rows };
  onRpc(MODEL, "inbox_page", ({ kwargs }) => {
    server.asked = kwargs;
    return pageOf(server.rows);
  });
  onRpc(MODEL, "inbox_owners", () => [[2, "Ana"]]);
  onRpc(MODEL, "inbox_detail", ({ kwargs }) => detail(kwargs.exception_id));
  await mountWithCleanup(WebClient);
  await getService("action").doAction(action);
  await waitForChannels(["stock_control_tower"]);
  await advanceTime(LATER);
  await waitFor(".o_sct_exception, .o_sct_empty");
  return server;
}

test("each step of the user is a URL of its own", async () => {
  await openExceptions([row(1), row(2)]);
  await click('[data-exception="2"] .o_sct_exception_name');
  await advanceTime(LATER);
  expect('[data-detail="2"] h2').toHaveText("Unknown item: SKU-2 (wms)");
  expect(router.current.resId).toBe(2);
  await click('[data-tab="mine"]');
  await advanceTime(LATER);
  expect(router.current).toInclude(["view", "mine"]);
  await press("Escape");
  await advanceTime(LATER);
  expect("[data-detail]").toHaveCount(0);
  expect(router.current.resId).toBe(undefined);
});

test("a URL opens the query and the exception that it names", async () => {
  const server = await openExceptions([row(1)], {
    type: "ir.actions.client",
    tag: "stock_control_tower.exceptions",
    params: { view: "snoozed", severity: 3, resId: 1 },
  });
  expect(server.asked.query).toEqual({
    view: "snoozed",
    severity: "3",
    partner: "",
    search: "",
  });
  await waitFor('[data-detail="1"]');
});

test("by keyboard alone: walk, open, acknowledge, undo", async () => {
  onRpc(MODEL, "inbox_act", ({ kwargs }) => {
    expect.step(`${kwargs.action} ${kwargs.ids}`);
    return { done: 1, left: 0, undo: [71] };
  });
  onRpc(MODEL, "inbox_undo", ({ kwargs }) => {
    expect.step(`undo ${kwargs.step_ids}`);
    return 1;
  });
  await openExceptions([row(1), row(2)]);
  await press("j");
  await press("j");
  await animationFrame();
  await press("Enter");
  await advanceTime(LATER);
  expect('[data-detail="2"]').toHaveCount(1);
  await press("a");
  await advanceTime(LATER);
  expect(".o_notification").toHaveText(/Acknowledged: 1/);
  await press("u");
  await advanceTime(LATER);
  expect.verifySteps(["acknowledge 2", "undo 71"]);
});

test("a dialog keeps the keys to itself", async () => {
  await openExceptions([row(1)]);
  await press("?");
  await animationFrame();
  expect(".modal .o_sct_keys").toHaveCount(3);
  onRpc(MODEL, "inbox_act", () => expect.step("acted"));
  await press("a");
  await animationFrame();
  expect.verifySteps([]);
});

test("a hint makes it read again", async () => {
  const server = await openExceptions([row(1)]);
  server.rows = [row(2, { severity: "3" }), row(1)];
  MockServer.env["bus.bus"]._sendone("stock_control_tower", "stock_control_tower.exceptions", {});
  await animationFrame();
  await advanceTime(LATER);
  await animationFrame();
  expect(queryAllTexts(".o_sct_exception_name")).toEqual([
    "Unknown item: SKU-2 (wms)",
    "Unknown item: SKU-1 (wms)",
  ]);
});

test("nothing to do is said in words", async () => {
  await openExceptions([]);
  expect(".o_sct_empty_title").toHaveText("Nothing needs you");
});
