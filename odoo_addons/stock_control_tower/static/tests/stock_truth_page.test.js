import { waitForChannels } from "@bus/../tests/bus_test_helpers";
import { advanceTime, animationFrame, expect, test } from "@odoo/hoot";
import { click, edit, hover, press, queryAllTexts, queryOne, waitFor } from "@odoo/hoot-dom";
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

class Truth extends models.Model {
  _name = "stock.tower.truth";
  product_id = fields.Char({ string: "Product" });
  location_id = fields.Char({ string: "Location" });
  _views = {
    search: `
      <search>
        <field name="product_id"/>
        <filter name="held" string="Held" domain="[('product_id', '=', 'held')]"/>
        <group>
          <filter name="by_location" string="Location" context="{'group_by': 'location_id'}"/>
        </group>
      </search>`,
  };
}

defineMailModels();
defineModels([Truth]);

const MODEL = "stock.tower.truth";
const LATER = 1000;
const FIGURES = {
  on_hand: 0,
  available: 0,
  reserved: 0,
  quarantined: 0,
  damaged: 0,
  returned: 0,
  in_transit: 0,
  incoming: 0,
  others: 0,
};

function position(id, values = {}) {
  return {
    ...FIGURES,
    product_id: id,
    warehouse_id: 1,
    name: `Product ${id}`,
    sku: `SKU-${id}`,
    uom: "Units",
    on_hand: 10,
    available: 10,
    ...values,
  };
}

/** Opens the page; what the returned object says is what the server answers from then on. */
async function openTruth(rows = [position(1), position(2)], params = {}) {
  const server = { rows, asked: [] };
  const at = () => new Date().toISOString();
  onRpc(MODEL, "opening", () => ({
    until: null,
    begins: null,
    decimals: 2,
    warehouses: [{ id: 1, code: "DAL", name: "Dallas" }],
    lots: true,
    packages: false,
    owners: false,
  }));
  onRpc(MODEL, "positions", ({ args }) => {
    server.asked.push(args[0]);
    return { rows: server.rows, next: null, at: at(), head: String(server.head ?? 10) };
  });
  onRpc(MODEL, "groups", ({ args }) => {
    server.groupedBy = args[0];
    const values = [{ field: "location_id", id: 8, label: "DAL/Stock" }];
    const row = { ...position(1), key: ["DAL/Stock", "8", 1], values, products: 1 };
    return { rows: [row], more: false };
  });
  onRpc(MODEL, "product", () => ({ name: "Product 1", sku: "SKU-1", uom: "Units" }));
  onRpc(MODEL, "ledger", () => ({ rows: [], next: null, since: null }));
  onRpc(MODEL, "places", () => ({ rows: [], more: false }));
  onRpc("stock.tower.atp", "atp", () => ({ 1: { 1: { atp_now: 4, overcommitted: 0 } } }));
  await mountWithCleanup(WebClient);
  await getService("action").doAction({
    type: "ir.actions.client",
    tag: "stock_control_tower.stock_truth",
    params,
  });
  await waitForChannels(["stock_control_tower"]);
  await advanceTime(LATER);
  await waitFor(".o_sct_truth_row");
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

test("rows, their figures, and what can be promised a moment later", async () => {
  await openTruth([position(1, { quarantined: 3 })]);
  await settle();
  expect(".o_sct_truth_count").toHaveText("1 row");
  expect('[data-position="SKU-1@DAL"] [data-figure="quarantined"]').toHaveText("3");
  expect('[data-position="SKU-1@DAL"] [data-figure="promised"]').toHaveText("4");
});

test("a search narrows the list and is in the address", async () => {
  const server = await openTruth();
  await click(".o_searchview_input");
  await edit("gloves");
  await animationFrame();
  await press("Enter");
  await settle();
  expect(server.asked.at(-1)).toEqual([["product_id", "ilike", "gloves"]]);
  expect(router.current.search).toInclude("gloves");
});

test("an address brings back search and position", async () => {
  const search = JSON.stringify([{ t: "filter", n: "held" }]);
  const server = await openTruth(undefined, { search, product: 1, warehouse: 1, panel: "places" });
  await settle();
  expect(server.asked[0]).toEqual([["product_id", "=", "held"]]);
  expect(".o_facet_value").toHaveText("Held");
  expect("#o_sct_panel_title").toHaveText("Product 1");
  expect(".o_sct_panel .nav-link.active").toHaveText("Where");
  expect(router.current.product).toBe(1);
});

test("keys reach a product and leave it again", async () => {
  await openTruth();
  queryOne(".o_sct_truth_grid table").focus();
  await press("ArrowDown");
  await press("Enter");
  await settle();
  expect(".o_sct_panel").toHaveCount(1);
  expect('[data-position="SKU-2@DAL"]').toHaveClass("o_sct_selected");
  await press("Escape");
  await settle();
  expect(".o_sct_panel").toHaveCount(0);
  expect(".o_sct_truth_grid table").toBeFocused();
  expect(router.current.product).toBe(undefined);
});

test("a hint renews figures in place; rows that come wait while somebody reads", async () => {
  const server = await openTruth();
  await hover('[data-position="SKU-1@DAL"]');
  server.rows = [position(0), position(1, { on_hand: 77 })];
  await hint("11");
  expect(queryAllTexts(".o_sct_truth_name")).toEqual(["Product 1", "Product 2"]);
  expect('[data-position="SKU-1@DAL"] [data-figure="on_hand"]').toHaveText("77");
  expect('[data-position="SKU-1@DAL"]').toHaveClass("o_sct_marked");
  await click(".o_sct_truth_strip .btn-primary");
  await settle();
  expect(queryAllTexts(".o_sct_truth_name")).toEqual(["Product 0", "Product 1"]);
});

test("groups lead to the rows they are the sum of", async () => {
  const search = JSON.stringify([{ t: "groupBy", n: "location_id" }]);
  const server = await openTruth(undefined, { search });
  expect(".o_sct_truth_groups .o_sct_truth_group").toHaveText("DAL/Stock");
  expect(server.groupedBy).toEqual(["location_id"]);
  await click(".o_sct_truth_group");
  await settle();
  expect(server.asked.at(-1)).toEqual([["location_id", "=", 8]]);
  expect(".o_facet_value").toHaveText("Location: DAL/Stock");
});

test("a figure opens the list of what it is the sum of", async () => {
  onRpc(MODEL, "action_figure", ({ args }) => ({ name: JSON.stringify(args) }));
  await openTruth();
  mockService("action", { doAction: ({ name }) => expect.step(name) });
  await click('[data-position="SKU-1@DAL"] [data-figure="available"] button');
  await animationFrame();
  expect.verifySteps(['[1,"available",1,[]]']);
});
