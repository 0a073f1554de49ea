// The sidecar is killed (kill -9) at every named point and at random, with work in flight both
// ways. Nothing may be lost, nothing may take effect twice, and stock must equal its events.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { eventually, pause } from "../support/eventually.ts";
import { goodsReceived } from "../support/events.ts";
import { driftFromEvents, inboxCounts, outboxQuiet, plainSkus } from "../support/ledger.ts";
import { countQuants } from "../support/odoo-moves.ts";
import { INBOUND as QUEUES, Rabbit } from "../support/rabbit.ts";
import { Tower } from "../support/stack.ts";
import { Tap } from "../support/tap.ts";

const KEY = "wms.goods_received.DAL";
const INBOUND = [
  "intake_published",
  "intake_confirmed",
  "after_consume",
  "before_ingest",
  "after_ingest",
  "mid_ack",
  "after_ack",
];
const OUTBOUND = [
  "after_fetch",
  "after_publish",
  "after_confirm",
  "before_advance",
  "after_advance",
];
// The batch at hand is settled at these; in flight are the messages of the next one.
const AT_REST = ["after_ack", "after_advance"];
const ROUNDS = 2; // 12 points x 2 = 24 kills
const RANDOM_KILLS = 10;
const RANDOM_TRIES = 30;
const MINUTE = 60_000;

interface Kill {
  readonly where: string;
  /** Events received but not acked. */
  readonly inbound: number;
  /** Events written by Odoo but not yet acknowledged as published. */
  readonly outbound: number;
}

let tower: Tower;
let rabbit: Rabbit;
let tap: Tap;
let skus: string[];
let folder: string;
let firstTapped: string;
const sent: string[] = [];
const kills: Kill[] = [];

beforeAll(async () => {
  tower = await Tower.open("e2e_crash");
  rabbit = await Rabbit.connect(tower.amqp);
  tower.onClose(() => rabbit.close());
  // The opening balances are through before the tap opens, so that it sees a known set.
  await eventually("opening balances published", () => outboxQuiet(tower), { within: MINUTE });
  await tower.sidecar.stop();
  firstTapped = await tower.value("select coalesce(max(sequence), 0) + 1 from stock_tower_outbox");
  tap = await Tap.open(tower.amqp);
  tower.onClose(() => tap.close());
  skus = await plainSkus(tower, 40);
  folder = mkdtempSync(join(tmpdir(), "crash-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await tower.close();
});

test(
  `killed at each named point, ${ROUNDS} times, with work in flight`,
  { timeout: 6 * MINUTE },
  async () => {
    for (let round = 1; round <= ROUNDS; round++) {
      for (const point of INBOUND) {
        await partnerSends(point === "after_ack" ? 260 : 50);
        kills.push(await killAt(point));
      }
      for (const point of OUTBOUND) {
        await usersMove(50);
        // Once the cursor has moved nothing is owed outbound; what is in flight then comes in.
        if (point === "after_advance") await partnerSends(400);
        kills.push(await killAt(point));
      }
    }
    expect(kills).toHaveLength(ROUNDS * (INBOUND.length + OUTBOUND.length));
    for (const { where, inbound, outbound } of kills) {
      expect(inbound + outbound, `in flight at ${where}`).toBeGreaterThan(0);
    }
  },
);

test(
  `killed at ${RANDOM_KILLS} random moments with work in flight`,
  { timeout: 6 * MINUTE },
  async () => {
    const random: Kill[] = [];
    let tries = 0;
    for (; random.length < RANDOM_KILLS && tries < RANDOM_TRIES; tries++) {
      await Promise.all([partnerSends(60), usersMove(40)]);
      const kill = await killSometime();
      // A kill that hit nothing proves nothing.
      if (kill.inbound + kill.outbound > 0) random.push(kill);
    }
    console.log(`random kills: ${random.length} hit work in flight out of ${tries}`);
    expect(random.length).toBeGreaterThanOrEqual(RANDOM_KILLS);
    kills.push(...random);
  },
);

test("after the last kill everything is settled, once", { timeout: 4 * MINUTE }, async () => {
  const began = performance.now();
  await tower.sidecar.start();
  await eventually("quiet: nothing queued, nothing unpublished", quiet, {
    within: 2 * MINUTE,
    every: 300,
  });
  const recovery = performance.now() - began;

  const inbox = await inboxCounts(tower);
  const twice = await tower.sql(
    `select tower_inbox_id, tower_line from stock_move
      where tower_inbox_id is not null group by 1, 2 having count(*) > 1`,
  );
  const applied = await tower.sql<{ event_id: string; effects: string }>(
    `select i.event_id, count(m.id) filter (where m.state = 'done') effects
       from stock_tower_inbox i left join stock_move m on m.tower_inbox_id = i.id
      where i.state = 'applied' group by 1`,
  );
  const seen = new Set(applied.map((row) => row.event_id));
  const lost = sent.filter((id) => !seen.has(id));
  const duplicated = twice.length + applied.filter(({ effects }) => Number(effects) !== 1).length;
  const unexpected = applied.filter(({ event_id }) => !sent.includes(event_id));
  const report = {
    kills: kills.length,
    attempt: sent.length,
    ok: sent.length,
    applied: applied.length,
    lost: lost.length,
    duplicated,
    unexpected: unexpected.length,
    redelivered: inbox.duplicates,
    published: tap.bodies.size,
    republished: tap.repeats,
    recovery_s: Math.round(recovery / 100) / 10,
  };
  console.log(`crash report: ${JSON.stringify(report)}`);
  expect(sent.length).toBeGreaterThanOrEqual(1000);
  expect(report).toMatchObject({ applied: sent.length, lost: 0, duplicated: 0, unexpected: 0 });
  expect(inbox).toMatchObject({ refused: 0, conflict: 0 });
});

test("each event was published at least once under one id, and the set equals the outbox", async () => {
  const outbox = await tower.sql<{ event_id: string }>(
    "select event_id from stock_tower_outbox where sequence >= $1",
    [firstTapped],
  );
  await eventually("the tap has what was published last", () => tap.bodies.size >= outbox.length);
  expect(outbox.length).toBeGreaterThanOrEqual(1000);
  expect([...tap.bodies.keys()].toSorted()).toEqual(outbox.map((row) => row.event_id).toSorted());
  for (const [id, bodies] of tap.bodies) {
    expect(new Set(bodies).size, `different bodies under ${id}`).toBe(1);
  }
  const [numbers] = await tower.sql(
    "select count(*) rows, count(distinct sequence) numbers, min(sequence) first, max(sequence) last from stock_tower_outbox",
  );
  expect(numbers).toMatchObject({ first: "1", last: numbers.rows, numbers: numbers.rows });
  expect(tap.repeats, "a crash after publishing repeats it").toBeGreaterThan(0);
});

test("stock is the sum of its events", async () => {
  expect(await driftFromEvents(tower)).toEqual([]);
});

test("both directions were hit", () => {
  expect(kills.filter(({ inbound }) => inbound > 0).length).toBeGreaterThanOrEqual(10);
  expect(kills.filter(({ outbound }) => outbound > 0).length).toBeGreaterThanOrEqual(10);
});

/** Publishes receipts, each confirmed by the broker, while the sidecar is down. */
async function partnerSends(count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, i) =>
    goodsReceived({ sku: skus[(sent.length + i) % skus.length] ?? "", quantity: "1" }),
  );
  await Promise.all(events.map((event) => rabbit.publish(KEY, event)));
  sent.push(...events.map(({ id }) => id as string));
}

/**
 * Counts `count` places anew in Odoo: each becomes one event. Not of the partner's products: what
 * it reports late, behind a count, is recorded and not applied.
 */
async function usersMove(count: number): Promise<void> {
  const quants = await tower.sql<{ id: number }>(
    `select q.id from stock_quant q
       join stock_location l on l.id = q.location_id and l.usage = 'internal'
       join product_product p on p.id = q.product_id
       join product_template t on t.id = p.product_tmpl_id and t.tracking = 'none'
      where q.quantity > 0 and q.lot_id is null and p.default_code <> all($2)
      order by random() limit $1`,
    [count, skus],
  );
  const ids = quants.map(({ id }) => id);
  await countQuants(tower, ids, 1000 + sent.length + kills.length);
}

/** Starts the sidecar with a crash point and waits for its end. */
async function killAt(point: string): Promise<Kill> {
  const log = join(folder, `${point}-${kills.length}.jsonl`);
  const child = await tower.sidecar.launch({ CRASH_AT: point, CRASH_LOG: log });
  const { signal } = await child.exited;
  expect(signal, `${point}: how the sidecar ended (its log: ${child.log})`).toBe("SIGKILL");
  const { inFlight } = JSON.parse(readFileSync(log, "utf8")) as { inFlight: number };
  await consumersGone();
  if (AT_REST.includes(point)) return { where: point, inbound: await heldAtDeath(), outbound: 0 };
  return INBOUND.includes(point)
    ? { where: point, inbound: inFlight, outbound: 0 }
    : { where: point, inbound: 0, outbound: inFlight };
}

/** Messages back in the queues whose first was in a consumer's hands before. */
async function heldAtDeath(): Promise<number> {
  let held = 0;
  for (const queue of QUEUES) {
    const { messages } = await rabbit.depth(queue);
    if (messages > 0 && (await rabbit.isRedelivered(queue))) held += messages;
  }
  return held;
}

/** Starts the sidecar, freezes it at a random moment, looks what it held, and kills it. */
async function killSometime(): Promise<Kill> {
  const child = await tower.sidecar.launch();
  await eventually(
    "the sidecar took up work",
    async () => {
      if (!child.running) throw new Error(`it ended by itself, see ${child.log}`);
      return (await rabbit.inbound()).consumers > 0;
    },
    { every: 20 },
  );
  await pause(Math.random() * 400);
  await tower.sidecar.freeze();
  const ready = (await rabbit.inbound()).messages;
  const outbound = Number(
    await tower.value<string>(
      `select count(*) from stock_tower_outbox
      where coalesce(sequence, 9e18) > (select min(cursor) from stock_tower_subscription where active)`,
    ),
  );
  await tower.sidecar.kill();
  await consumersGone();
  const back = (await rabbit.inbound()).messages;
  return { where: "random", inbound: back - ready, outbound };
}

/** The broker has noticed the death and taken back what was not acked. */
async function consumersGone(): Promise<void> {
  await eventually(
    "the broker let go of the consumer",
    async () => {
      return (await rabbit.inbound()).consumers === 0;
    },
    { every: 20 },
  );
}

async function quiet(): Promise<boolean> {
  if ((await rabbit.inbound()).messages > 0) return false;
  return (await inboxCounts(tower)).applied === sent.length && (await outboxQuiet(tower));
}
