// A tab sleeps, or its connection is cut, while the warehouse goes on: awake again it shows everything.
import { afterAll, beforeAll, expect, test } from "vitest";

import { Proxy } from "../chaos/stack/proxy.mjs";
import { freePorts } from "../../docker/lib/ports.mjs";
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

async function freeze(): Promise<() => Promise<unknown>> {
  const devtools = await screen.page.context().newCDPSession(screen.page);
  const set = (state: "frozen" | "active") => devtools.send("Page.setWebLifecycleState", { state });
  await set("frozen");
  return () => set("active");
}

function cut(): Promise<() => Promise<unknown>> {
  wire.mode = "closed";
  wire.cut();
  return Promise.resolve(() => Promise.resolve(wire.restore()));
}

const faults = { "a tab that was frozen": freeze, "a connection that was cut": cut };

test.each(Object.entries(faults))("events: %s shows every one", async (_name, strike) => {
  const { page } = screen;
  await screen.go("tower-events", ".o_sct_trail_row[data-event]");
  const told = page.locator(".o_sct_truth_count");
  const words = (count: number) => `${count} events`;
  const before = await movements();
  await eventuallyEqual("counted", () => told.innerText(), words(before));

  const undo = await strike();
  await meanwhile();
  const after = await movements();
  expect(after).toBe(before + MEANWHILE);
  await undo();
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
    figure: () => `tr[data-product="${sku}"] td[data-warehouse="all"] .o_sct_figure`,
  },
  "stock truth": {
    path: "stock-truth",
    figure: () => `[data-position="${sku}@DAL"] [data-figure="on_hand"]`,
  },
};
const both = Object.entries(faults).flatMap(([name, strike]) =>
  Object.entries(pages).map(([page, { path, figure }]) => ({ name, strike, page, path, figure })),
);

test.each(both)("figures, $page: $name is right again", async ({ strike, path, figure }) => {
  const { page } = screen;
  await screen.go(path, figure());
  const told = async () =>
    parseFloat((await page.locator(figure()).first().innerText()).replaceAll(",", ""));
  const before = await told();
  const held = await onHand(tower, sku);

  const undo = await strike();
  await meanwhile();
  expect(await onHand(tower, sku)).toBe(held + MEANWHILE);
  await undo();
  await eventuallyEqual("the figure", told, before + MEANWHILE, { within: RESYNC_MS });
});
