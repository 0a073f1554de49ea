import { waitForChannels } from "@bus/../tests/bus_test_helpers";
import { advanceTime, animationFrame, expect, test } from "@odoo/hoot";
import { click, hover, press, queryAll, queryAllTexts, queryOne, waitFor } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
  MockServer,
  defineModels,
  fields,
  getService,
  mockService,
  models,
  mountWithCleanup,
  onRpc,
} from "@web/../tests/web_test_helpers";
import { router } from "@web/core/browser/router";
import { WebClient } from "@web/webclient/webclient";

class Trail extends models.Model {
  _name = "stock.tower.trail";
  kind = fields.Char({ string: "Kind" });
  _views = {
    search: `
      <search>
        <field name="kind"/>
        <filter name="movements" string="Movements" domain="[('kind', '!=', 'answer')]"/>
      </search>`,
  };
}

defineMailModels();
defineModels([Trail]);

const MODEL = "stock.tower.trail";
const LATER = 1000;
const BALANCE = {
  available: 0,
  reserved: 0,
  quarantined: 0,
  damaged: 0,
  returned: 0,
  in_transit: 0,
  others: 0,
};

function line(id, values = {}) {
  return {
    direction: "out",
    id,
    position: String(id),
    kind: "goods_received",
    at: new Date().toISOString(),
    product_id: 1,
    product: `Product ${id}`,
    quantity: 4,
    uom: "Units",
    from_state: null,
    to_state: "available",
    source: null,
    target: "DAL/A-1",
    lot: null,
    document: null,
    origin: "wms",
    reason: null,
    counted: null,
    outcome: null,
    about_kind: null,
    code: null,
    message: null,
    remedy: null,
    subject: null,
    repeats: null,
    ...values,
  };
}

function detail(id) {
  return {
    line: line(id),
    raw: '{"specversion": "1.0"}',
    canonical: '{"kind":"goods_received"}',
    compare: { left: "a\nb", right: "a\nc" },
    effects: [
      {
        product: "Gloves",
        product_id: 1,
        uom: "Units",
        warehouse: "Dallas",
        warehouse_id: 1,
        before: { ...BALANCE, available: 6 },
        after: { ...BALANCE, available: 10 },
      },
    ],
    attempts: [],
    steps: [
      {
        at: "2026-11-24T10:00:00.000Z",
        what: "received",
        direction: "in",
        id: 8,
        kind: "goods_received",
        name: null,
      },
      {
        at: "2026-11-24T10:00:00.120Z",
        what: "recorded",
        direction: "out",
        id,
        kind: "goods_received",
        name: null,
      },
    ],
    links: {
      outbox_id: id,
      inbox_id: 8,
      picking_id: 5,
      picking: "DAL/IN/5",
      move_id: null,
      product_id: 1,
      location_id: 2,
      lot_id: null,
      exception_id: null,
    },
  };
}

/** Opens the page; what the returned object says is what the server answers from then on. */
async function openEvents(params = {}, first = {}) {
  const server = { newer: [], asked: [], rows: [line(3), line(2), line(1)], next: null, ...first };
  const clock = () => ({
    newest: { out: String(server.head ?? 3), in: "8" },
    at: new Date().toISOString(),
    head: String(server.head ?? 3),
  });
  onRpc(MODEL, "page", ({ args }) => {
    server.asked.push(args);
    const rows = args[1] ? [line(0)] : server.rows;
    const next = args[1] ? null : server.next;
    return { rows, next, back_to: null, ...clock() };
  });
  onRpc(MODEL, "newer", () => ({ rows: server.newer.splice(0), more: false, ...clock() }));
  onRpc(MODEL, "count", () => ({ count: 3, more: false }));
  onRpc(MODEL, "detail", ({ args }) => detail(args[1]));
  await mountWithCleanup(WebClient);
  await getService("action").doAction({
    type: "ir.actions.client",
    tag: "stock_control_tower.events",
    params,
  });
  await waitForChannels(["stock_control_tower"]);
  await advanceTime(LATER);
  await waitFor(".o_sct_trail_row[data-event]");
  return server;
}

async function settle() {
  await animationFrame();
  await advanceTime(LATER);
  await animationFrame();
}

async function hint(head) {
  MockServer.env["bus.bus"]._sendone("stock_control_tower", "stock_control_tower.changed", {
    head,
  });
  await settle();
}

const sentences = () => queryAllTexts(".o_sct_trail_sentence");

test("movements newest first, and how many there are", async () => {
  const server = await openEvents();
  expect(server.asked[0][0]).toEqual([["kind", "!=", "answer"]]);
  expect(sentences()[0]).toBe("Received 4 × Product 3 at DAL/A-1");
  expect(".o_sct_truth_count").toHaveText("3 events");
});

test("new events come on top; pointed at, they wait behind a banner", async () => {
  const server = await openEvents();
  server.head = 4;
  server.newer = [line(4)];
  await hint("4");
  expect(sentences()).toHaveLength(4);
  await hover(".o_sct_trail_row[data-event='out-2']");
  server.head = 6;
  server.newer = [line(6), line(5)];
  await hint("6");
  expect(sentences()).toHaveLength(4);
  expect(".o_sct_trail_banner").toHaveText("2 new, show");
  await click(".o_sct_trail_banner");
  await animationFrame();
  expect(sentences()[0]).toBe("Received 4 × Product 6 at DAL/A-1");
});

test("paused by key, nothing moves until it goes on", async () => {
  const server = await openEvents();
  queryOne(".o_sct_trail_grid").focus();
  await press("p");
  server.head = 4;
  server.newer = [line(4)];
  await hint("4");
  expect(sentences()).toHaveLength(3);
  expect(".o_sct_truth_part").toHaveText("Paused: what comes in waits.");
  await press("p");
  await settle();
  expect(sentences()).toHaveLength(4);
});

test("an event shows what it did, what was sent and how it went, and is an address", async () => {
  await openEvents();
  queryOne(".o_sct_trail_grid").focus();
  await press("j");
  await press("Enter");
  await settle();
  expect(router.current.event).toBe("out-2");
  expect(queryAllTexts(".o_sct_effect tbody td")).toEqual(["6", "10Units"]);
  await click("#o_sct_tab_payload");
  await animationFrame();
  expect(".o_sct_payload pre").toHaveText('{"specversion": "1.0"}');
  await click(".o_sct_payload .btn-group .btn:last-child");
  await animationFrame();
  expect(queryAll(".o_sct_payload [data-sign]").map((el) => el.dataset.sign)).toEqual([
    "same",
    "left",
    "right",
  ]);
  await click("#o_sct_tab_trace");
  await animationFrame();
  expect(queryAllTexts(".o_sct_trace_after")).toEqual(["", "+120 ms"]);
  expect(router.current.tab).toBe("trace");
});

test("an address brings back the event and its tab", async () => {
  await openEvents({ search: "[]", event: "out-2", tab: "payload" });
  await settle();
  expect(".o_facet_value").toHaveCount(0);
  expect(".o_sct_payload pre").toHaveText('{"specversion": "1.0"}');
});

test("its documents are one click away", async () => {
  await openEvents({ event: "out-2" });
  await settle();
  mockService("action", {
    doAction: ({ res_model, res_id, domain }) =>
      expect.step(`${res_model} ${res_id ?? JSON.stringify(domain)}`),
  });
  const links = queryAll(".o_sct_event_links .btn");
  for (const link of links.slice(0, 2)) await click(link);
  await animationFrame();
  expect.verifySteps([
    "stock.picking 5",
    'stock.quant [["product_id","=",1],["location_id","=",2]]',
  ]);
});

test("the end of what was read is read on", async () => {
  const server = await openEvents({}, { next: { out: "1" } });
  await settle();
  expect(server.asked.at(-1)[1]).toEqual({ out: "1" });
  expect(sentences()).toHaveLength(4);
});
