// A tab sleeps, or its connection is cut, while the warehouse goes on: awake again it shows everything.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { Proxy } from "../chaos/stack/proxy.mjs";
import { freePorts } from "../../docker/lib/ports.mjs";
import { fallAsleep } from "../support/asleep.ts";
import { eventually, eventuallyEqual } from "../support/eventually.ts";
import { onHand, plainSkus } from "../support/ledger.ts";
import { countQuants } from "../support/odoo-moves.ts";
import { Screen } from "../support/screen.ts";
import { Tower } from "../support/stack.ts";

/** After the thaw, or after the network is back. */
const RESYNC_MS = 3_000;
const MEANWHILE = 25;

let tower: Tower;
let wire: Proxy;
let screen: Screen;
let sku: string;
let quant: number;
let quantity = 100;
/** Requests of the page that came to nothing. */
let failed = 0;

beforeAll(async () => {
  tower = await Tower.open("e2e_resync", { sidecar: false });
  [sku = ""] = await plainSkus(tower, 1);
  quant = await tower.value<number>(
    `select q.id from stock_quant q
       join stock_location l on l.id = q.location_id and l.usage = 'internal'
       join stock_warehouse w on w.id = l.warehouse_id and w.code = 'DAL'
       join product_product p on p.id = q.product_id
      where p.default_code = $1 limit 1`,
    [sku],
  );
  await countQuants(tower, [quant], quantity);
  const [port = 0] = await freePorts(1);
  wire = new Proxy("browser", { host: "127.0.0.1", port: tower.server.port });
  await wire.listen({ host: "127.0.0.1", port });
  screen = await Screen.open(tower, `http://127.0.0.1:${port}`);
  screen.page.on("requestfailed", () => failed++);
});
afterAll(async () => {
  await wire.close();
  await tower.close();
});

/** Users count one place again and again; then the bus forgets what it said of it. */
async function meanwhile(): Promise<void> {
  for (let n = 0; n < MEANWHILE; n++) await countQuants(tower, [quant], ++quantity);
  await eventually("all are numbered", async () => {
    return (
      (await tower.value("select count(*) from stock_tower_outbox where sequence is null")) === "0"
    );
  });
  await tower.sql("delete from bus_bus");
}

/** Movements in the log, as the page's own filter has them. */
const movements = (): Promise<number> =>
  tower
    .value<string>(
      `select count(*) from stock_tower_outbox
        where kind not in ('event_outcome', 'opening_balance', 'reservation_changed')`,
    )
    .then(Number);

const newest = (count: number): Promise<string[]> =>
  tower
    .sql<{ key: string }>(
      `select 'out-' || id as key from stock_tower_outbox
        where kind not in ('event_outcome', 'opening_balance', 'reservation_changed')
        order by sequence desc limit $1`,
      [count],
    )
    .then((rows) => rows.map(({ key }) => key));

/** For long: the server has given its connections up meanwhile. */
function sleep(): () => void {
  const wake = fallAsleep();
  wire.cut();
  return wake;
}

/** Odoo's bus tries again after longer and longer: a long cut is what shows whether a page waits for it. */
const SEEN_FAILING = 6;

function cut(): () => void {
  failed = 0;
  wire.mode = "closed";
  wire.cut();
  return () => wire.restore();
}

/** It is undone in any case: a browser asleep could not even be closed. */
async function during(strike: () => () => void): Promise<void> {
  const undo = strike();
  try {
    await meanwhile();
    if (strike === cut)
      await eventually("a long cut", () => failed >= SEEN_FAILING, { within: 60_000 });
  } finally {
    undo();
  }
}

const faults = { "a tab that was asleep": sleep, "a connection that was cut": cut };

test.each(Object.entries(faults))("events: %s shows every one", async (_name, strike) => {
  const { page } = screen;
  await screen.go("tower-events", ".o_sct_trail_row[data-event]");
  const told = page.locator(".o_sct_truth_count");
  const words = (count: number) => `${count} events`;
  const before = await movements();
  await eventuallyEqual("counted", () => told.innerText(), words(before));

  await during(strike);
  const after = await movements();
  expect(after).toBe(before + MEANWHILE);
  await eventuallyEqual("counted", () => told.innerText(), words(after), { within: RESYNC_MS });

  const wanted = await newest(MEANWHILE);
  const seen = new Set<string>();
  await page.locator(".o_sct_trail_grid").focus();
  await eventually("each of them in the list", async () => {
    const rows = page.locator(".o_sct_trail_row[data-event]");
    for (const key of await rows.evaluateAll((all) =>
      all.map((row) => (row as HTMLElement).dataset["event"] ?? ""),
    )) {
      seen.add(key);
    }
    if (wanted.every((key) => seen.has(key))) return true;
    await page.keyboard.press("PageDown");
    return false;
  });
});

const pages = {
  tower: {
    path: "control-tower",
    ready: ".o_sct_row",
    find: (page: Page) => page.getByLabel("Search products by name, SKU or GTIN").fill(sku),
    figure: () => `tr[data-product="${sku}"] td[data-warehouse="all"] .o_sct_figure`,
  },
  "stock truth": {
    path: "stock-truth",
    ready: ".o_sct_truth_row[data-position]",
    find: async (page: Page) => {
      await page.locator(".o_searchview_input").fill(sku);
      await page.locator(".o_searchview_autocomplete").waitFor();
      await page.keyboard.press("Enter");
    },
    figure: () => `[data-position="${sku}@DAL"] [data-figure="on_hand"]`,
  },
};
const both = Object.entries(faults).flatMap(([name, strike]) =>
  Object.entries(pages).map(([page, how]) => ({ name, strike, page, ...how })),
);

test.each(both)(
  "figures, $page: $name is right again",
  async ({ strike, path, ready, find, figure }) => {
    const { page } = screen;
    await screen.go(path, ready);
    await find(page);
    await page.locator(figure()).first().waitFor();
    const told = async () =>
      parseFloat((await page.locator(figure()).first().innerText()).replaceAll(",", ""));
    const before = await told();
    const held = await onHand(tower, sku);

    await during(strike);
    expect(await onHand(tower, sku)).toBe(held + MEANWHILE);
    await eventuallyEqual("the figure", told, before + MEANWHILE, { within: RESYNC_MS });
  },
);
