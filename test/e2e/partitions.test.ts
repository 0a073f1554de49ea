// Two sidecars share the lanes of one Odoo. Whatever happens to one of them, events of a key keep
// their order, nothing is lost, and nothing takes effect twice.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { freePorts } from "../../docker/lib/ports.mjs";
import { eventually, eventuallyEqual } from "../support/eventually.ts";
import { goodsReceived } from "../support/events.ts";
import { driftFromEvents, inboxCounts, plainSkus } from "../support/ledger.ts";
import { Rabbit } from "../support/rabbit.ts";
import { Sidecar } from "../support/sidecar.ts";
import { Tower } from "../support/stack.ts";

const KEY = "wms.goods_received.DAL";
const MINUTE = 60_000;
/** Odoo gives a silent sidecar's partitions away after 20 s; the rest is one beat and some. */
const TAKEOVER_MS = 30_000;

let tower: Tower;
let rabbit: Rabbit;
let first: Sidecar;
let second: Sidecar;
let skus: string[];
const sent: { id: string; sku: string }[] = [];

beforeAll(async () => {
  tower = await Tower.open("e2e_partitions");
  rabbit = await Rabbit.connect(tower.amqp);
  tower.onClose(() => rabbit.close());
  skus = await plainSkus(tower, 40);
  first = tower.sidecar;
  const [port = 0] = await freePorts(1);
  second = new Sidecar(tower.instance, "e2e_partitions_two", {
    ...first.env,
    HTTP_PORT: String(port),
    SIDECAR_NAME: "e2e_partitions_two",
  });
  tower.onClose(() => second.stop());
});
afterAll(() => tower.close());

beforeEach(async () => {
  for (const sidecar of [first, second]) if (!sidecar.running) await sidecar.start();
  await eventually("the lanes are shared", async () => {
    const [one, two] = await Promise.all([lanesOf(first), lanesOf(second)]);
    return one.length === 4 && two.length === 4;
  });
}, MINUTE);

test("both work, and each key keeps its order", { timeout: 2 * MINUTE }, async () => {
  await send(400);
  await settled();
  // A sidecar tells what it brought with the next renewal of its lease.
  const brought = "select count(*)::int from stock_tower_sidecar where events_brought > 0";
  await eventuallyEqual("both brought events", () => tower.value<number>(brought), 2);
  await expectOrder();
});

test(
  "one is killed: the other takes over, and all arrives once",
  { timeout: 3 * MINUTE },
  async () => {
    await send(200);
    await second.kill();
    const killed = performance.now();
    await send(200);
    await eventuallyEqual("all lanes", async () => (await lanesOf(first)).length, 8, {
      within: TAKEOVER_MS,
    });
    console.log(`takeover after ${Math.round(performance.now() - killed)} ms`);
    await settled();
    await expectOrder();
  },
);

test("a zombie wakes after the takeover and harms nothing", { timeout: 4 * MINUTE }, async () => {
  const sending = send(400);
  await eventually(
    "it has something in hand",
    async () => {
      const { inbound } = (await second.status()) as { inbound: { lanes: Record<string, Lane> } };
      return Object.values(inbound.lanes).some(({ held }) => held > 0);
    },
    { every: 10 },
  );
  await second.freeze();
  const frozen = performance.now();
  await sending;
  await eventuallyEqual("all lanes", async () => (await lanesOf(first)).length, 8, {
    within: 2 * TAKEOVER_MS,
  });
  await settled(2 * MINUTE);
  console.log(`zombie's events through after ${Math.round(performance.now() - frozen)} ms`);
  await second.thaw();
  await send(100);
  await eventually("it is a member again", async () => (await lanesOf(second)).length === 4);
  await settled();
  await expectOrder();
});

test("another number of lanes under load keeps every order", { timeout: 4 * MINUTE }, async () => {
  await send(300);
  await setPartitions(3);
  await send(300);
  await eventuallyEqual("three lanes", lanesInAll, [0, 1, 2], { within: MINUTE });
  await send(100);
  await settled(2 * MINUTE);
  await expectOrder();

  await send(100);
  await setPartitions(8);
  await send(100);
  await eventuallyEqual("eight lanes", async () => (await lanesInAll()).length, 8, {
    within: MINUTE,
  });
  await settled(2 * MINUTE);
  await expectOrder();
});

test("live events go before a backlog", { timeout: 3 * MINUTE }, async () => {
  const sku = skus[0] ?? "";
  // One lane, so that everything queues in one place.
  const backlog = Array.from({ length: 600 }, () => goodsReceived({ sku, quantity: "1" }));
  const live = Array.from({ length: 20 }, () => goodsReceived({ sku, quantity: "1" }));
  await Promise.all(
    backlog.map((event) => rabbit.publish(KEY, event, "stock.in", { "sct-backlog": true })),
  );
  await Promise.all(live.map((event) => rabbit.publish(KEY, event)));
  sent.push(...[...live, ...backlog].map(({ id }) => ({ id: id as string, sku: "any" })));
  await settled(2 * MINUTE);
  const rows = await tower.sql<{ event_id: string }>(
    "select event_id from stock_tower_inbox order by id desc limit 620",
  );
  const order = rows.map(({ event_id }) => event_id).toReversed();
  const last = Math.max(...live.map(({ id }) => order.indexOf(id as string)));
  console.log(`last of 20 live events behind 600 of the backlog: place ${last} of 620`);
  expect(last).toBeLessThan(500);
});

test("a sidecar that is stopped leaves at once", { timeout: MINUTE }, async () => {
  await second.stop();
  await eventuallyEqual("all lanes", async () => (await lanesOf(first)).length, 8, {
    within: 10_000,
  });
});

test("stock is the sum of its events", async () => {
  expect(await driftFromEvents(tower)).toEqual([]);
});

interface Lane {
  readonly held: number;
}

async function lanesOf(sidecar: Sidecar): Promise<string[]> {
  const status = (await sidecar.status()) as { inbound?: { lanes: object } } | undefined;
  return Object.keys(status?.inbound?.lanes ?? {});
}

async function lanesInAll(): Promise<number[]> {
  const lanes = [...(await lanesOf(first)), ...(await lanesOf(second))].map(Number);
  return lanes.toSorted((a, b) => a - b);
}

/** As the settings page writes it. */
async function setPartitions(count: number): Promise<void> {
  const settings = await tower.admin.create("res.config.settings", { tower_partitions: count });
  await tower.admin.call("res.config.settings", "execute", [[settings]]);
}

/** Publishes in order, one SKU after the other in turn. */
async function send(count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, index) => {
    const sku = skus[index % skus.length] ?? "";
    const event = goodsReceived({ sku, quantity: "1" });
    sent.push({ id: event.id as string, sku });
    return event;
  });
  await Promise.all(events.map((event) => rabbit.publish(KEY, event)));
}

/** Everything sent was applied exactly once, and no queue holds anything. */
async function settled(within = MINUTE): Promise<void> {
  const applied = async (): Promise<number> => (await inboxCounts(tower)).applied ?? 0;
  await eventuallyEqual("applied", applied, sent.length, { within });
  await eventuallyEqual("left", async () => (await rabbit.inbound()).messages, 0, { within });
  const effects = await tower.sql(
    `select i.event_id from stock_tower_inbox i
       left join stock_move m on m.tower_inbox_id = i.id and m.state = 'done'
      group by 1 having count(m.id) <> 1`,
  );
  expect(effects, "events without or with several effects").toEqual([]);
}

/** Inbox rows are numbered as events are taken in; one key's are in the order of sending. */
async function expectOrder(): Promise<void> {
  const rows = await tower.sql<{ event_id: string }>(
    "select event_id from stock_tower_inbox order by id",
  );
  const rank = new Map(rows.map(({ event_id }, index) => [event_id, index]));
  for (const sku of skus) {
    const ranks = sent.filter((one) => one.sku === sku).map(({ id }) => rank.get(id) ?? -1);
    expect(ranks, sku).toEqual(ranks.toSorted((a, b) => a - b));
  }
}
