// Ten things that go wrong. Somebody at the Tower, who only reads what is on the screen, finds which
// one it is in four clicks, and what to do in two more. What goes wrong with what is drawn by a seed.
import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, test } from "vitest";

import { seeded } from "../../docker/simulator/random.mjs";
import { eventually, eventuallyEqual } from "../support/eventually.ts";
import { goodsReceived, type Facts } from "../support/events.ts";
import { runJobs } from "../support/jobs.ts";
import { plainSkus } from "../support/ledger.ts";
import { Person } from "../support/person.ts";
import { Rabbit, type Json } from "../support/rabbit.ts";
import { Screen } from "../support/screen.ts";
import { Tower } from "../support/stack.ts";

const CAUSE_CLICKS = 4;
const REMEDY_CLICKS = 2;
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const KEY = "wms.goods_received.DAL";

const random = seeded(SEED);
const word = (): string => `X${String(random.integer(1000, 9999))}`;
const pieces = (): string => String(random.integer(2, 9));

let tower: Tower;
let rabbit: Rabbit;
let screen: Screen;
let person: Person;
let sku: string;
/** Incident, clicks to its cause, clicks from there to its remedy. */
const counted: [string, number, number][] = [];

beforeAll(async () => {
  console.log(`incidents: SEED=${String(SEED)}`);
  tower = await Tower.open("e2e_incidents");
  rabbit = await Rabbit.connect(tower.amqp);
  screen = await Screen.open(tower);
  sku = random.pick(await plainSkus(tower, 20));
});
afterAll(async () => {
  for (const [what, cause, remedy] of counted) {
    console.log(`${what.padEnd(34)} cause ${String(cause)}  remedy ${String(remedy)}`);
  }
  await rabbit?.close();
  await tower?.close();
});

const receipt = (facts: Partial<Facts> = {}): Json =>
  goodsReceived({ sku, quantity: pieces(), ...facts });
const send = (event: Json): Promise<void> => rabbit.publish(KEY, event);

interface Way {
  /** What is clicked from the Tower on. */
  readonly clicks: readonly (string | RegExp)[];
  /** Where the screen names the seeded cause, by its id. */
  readonly cause: () => Promise<void>;
  readonly remedy: readonly (string | RegExp)[];
  /** The remedy is there. */
  readonly offered: () => Promise<void>;
}

async function walk(what: string, { clicks, cause, remedy, offered }: Way): Promise<void> {
  await screen.go("control-tower", ".o_sct_tile_value");
  person = new Person(screen.page);
  for (const text of clicks) await person.click(text);
  await cause();
  const toCause = person.clicks;
  for (const text of remedy) await person.click(text);
  await offered();
  const toRemedy = person.clicks - toCause;
  counted.push([what, toCause, toRemedy]);
  expect(toCause).toBeLessThanOrEqual(CAUSE_CLICKS);
  expect(toRemedy).toBeLessThanOrEqual(REMEDY_CLICKS);
  expect(screen.problems).toEqual([]);
}

/** Id of the exception that an event is in, once it is in one. */
const exceptionAbout = (text: string): Promise<number> =>
  eventually("the event is in an exception", () =>
    tower.value<number>(
      `select max(exception_id) from stock_tower_inbox where position($1 in event) > 0`,
      [text],
    ),
  );

const isOpen = (id: number): Promise<void> =>
  screen.page.locator(`[data-detail="${String(id)}"]`).waitFor();

async function mapping(what: string, spoilt: Json, name: string, action: string): Promise<void> {
  await send(spoilt);
  const id = await exceptionAbout(name);
  await walk(what, {
    clicks: ["Exceptions", new RegExp(`Unknown .*${name}`)],
    cause: () => isOpen(id),
    remedy: [new RegExp(`^${action}`)],
    offered: async () => {
      await eventually("filled in with the partner's word", () =>
        screen.page.evaluate(
          (wanted) =>
            Array.from(
              document.querySelectorAll<HTMLInputElement>("[role=dialog] input"),
              ({ value }) => value,
            ).includes(wanted),
          name,
        ),
      );
      await screen.page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    },
  });
}

test("a product that Odoo does not know", async () => {
  const name = word();
  await mapping("unknown product", receipt({ sku: name }), name, "Map this item");
});

test("a place that Odoo does not know", async () => {
  const name = word();
  await mapping("unknown bin", receipt({ bin: name }), name, "Map this place");
});

test("a unit that Odoo does not know", async () => {
  const name = word().slice(0, 3);
  await mapping("unknown unit", receipt({ uom: name }), name, "Map this unit");
});

test("one id with two contents", async () => {
  const id = `twice-${word()}`;
  await send(receipt({ id, quantity: "2" }));
  await send(receipt({ id, quantity: "3" }));
  const exception = await exceptionAbout(id);
  await walk("one id, two contents", {
    clicks: ["Exceptions", new RegExp(id)],
    cause: () => isOpen(exception),
    remedy: [/^Discard…/],
    offered: () => person.reads("Why (kept with each event)"),
  });
});

test("bytes that are no event", async () => {
  const scrap = `{"specversion":"1.0","id":"scrap-${word()}`;
  await send(scrap);
  const exception = await exceptionAbout(scrap);
  await walk("bytes that are no event", {
    clicks: ["Exceptions", /Undecodable|not.*read|no JSON/i],
    cause: () => isOpen(exception),
    remedy: [/^Discard…/],
    offered: () => person.reads("Why (kept with each event)"),
  });
});

test("numbers that a partner has left out", async () => {
  const first = random.integer(100, 900);
  for (const number of [first, first + 4]) {
    await send({ ...receipt(), sequence: String(number).padStart(20, "0") });
  }
  const open = () => tower.value<number>("select count(*)::int from stock_tower_source_gap");
  await eventuallyEqual(
    "a gap",
    async () => {
      await runJobs(tower, "cron_watch_gaps");
      return open();
    },
    1,
  );
  // A minute later it is no reordering any more.
  await tower.sql("update stock_tower_source_gap set opened_at = opened_at - interval '2 minutes'");
  await runJobs(tower, "cron_watch_gaps", "cron_group_exceptions");
  const id = await tower.value<number>("select exception_id from stock_tower_source_gap");
  await walk("numbers left out", {
    clicks: ["Exceptions", /Missing events|left out|gap/i],
    cause: async () => {
      await isOpen(id);
      await person.reads(`${String(first + 1)}–${String(first + 3)}`);
    },
    remedy: [/^Request again/],
    offered: () => person.reads(/asked/i),
  });
});

test("Odoo did otherwise than a partner in shadow reports", async () => {
  const flow = await tower.value<number>(
    `select f.id from stock_tower_flow f join stock_tower_partner p on p.id = f.partner_id
      where p.code = 'wms'`,
  );
  await tower.admin.call("stock.tower.flow", "action_set_mode", [[flow], "shadow", "for a week"]);
  const event = receipt({ id: `shadow-${word()}` });
  await send(event);
  const compared = () =>
    tower.value<number>(
      `select count(*)::int from stock_tower_comparison c join stock_tower_inbox i on i.id = c.inbox_id
        where i.event_id = $1 and c.result = 'not_found'`,
      [event.id],
    );
  await eventuallyEqual(
    "it was compared",
    async () => {
      await runJobs(tower, "cron_compare");
      return compared();
    },
    1,
  );
  await walk("Odoo did otherwise", {
    clicks: ["Drift"],
    cause: () => person.reads(event.id as string),
    remedy: [new RegExp(sku), /^Meridian WMS:/],
    offered: () => person.reads("Switch mode"),
  });
  await tower.admin.call("stock.tower.flow", "action_set_mode", [[flow], "live", "after a week"]);
});

test("a lot that somebody has put on hold", async () => {
  const [lot] = await tower.sql<{ id: number; name: string; sku: string }>(
    `select l.id, l.name, p.default_code sku from stock_lot l
       join product_product p on p.id = l.product_id
       join stock_quant q on q.lot_id = l.id and q.quantity > 0
       join stock_location s on s.id = q.location_id and s.usage = 'internal'
      group by 1, 2, 3 order by 1 offset $1 limit 1`,
    [random.integer(0, 2)],
  );
  if (!lot) throw new Error("The demo company has no lots");
  await tower.admin.write("stock.lot", [lot.id], { tower_hold: true });
  await walk("a lot on hold", {
    clicks: [/hold/i],
    cause: () => person.reads(lot.name),
    remedy: [lot.name, "Release hold"],
    offered: async () => {
      await person.reads("Release this lot?");
      await screen.page.getByRole("dialog").getByRole("button", { name: "Release hold" }).click();
      await eventuallyEqual(
        "released",
        () => tower.value<boolean>("select tower_hold from stock_lot where id = $1", [lot.id]),
        false,
      );
    },
  });
});

test("a sidecar that has stopped", async () => {
  await tower.sidecar.stop();
  await tower.sql(
    "update stock_tower_sidecar set reported_at = reported_at - interval '1 minute', last_seen = last_seen - interval '1 minute'",
  );
  await walk("a sidecar that has stopped", {
    clicks: [/Connections/],
    cause: async () => {
      await person.reads("Silent");
      await person.reads(tower.sidecar.name);
    },
    remedy: [],
    offered: () => person.reads(/Start it/),
  });
  await tower.sidecar.start();
});

test("a subscriber that cannot be reached", async () => {
  const name = `nobody-${word()}`;
  await tower.admin.create("stock.tower.subscription", {
    name,
    url: `http://127.0.0.1:9/${randomUUID()}`,
    secret_input: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
    allow_private: true,
  });
  await send(receipt());
  await eventuallyEqual(
    "it is failing",
    () => tower.value("select state from stock_tower_subscription where name = $1", [name]),
    "failing",
  );
  await walk("a subscriber out of reach", {
    clicks: [/Connections/],
    cause: () => person.reads(name),
    remedy: [name],
    offered: () => screen.page.locator("[name=url]").waitFor(),
  });
});
