import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import amqp, { type ChannelModel } from "amqplib";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

import { eventually, eventuallyEqual } from "../support/eventually.ts";
import { INBOUND, Rabbit } from "../support/rabbit.ts";
import { outgoing, outgoingMany } from "./sidecar-parts/events.ts";
import { FakeOdoo } from "./sidecar-parts/fake-odoo.ts";
import { SidecarProcess } from "./sidecar-parts/sidecar-process.ts";
import { Vhost } from "./sidecar-parts/vhost.ts";

let vhost: Vhost;
let odoo: FakeOdoo;
let sidecar: SidecarProcess | undefined;
let rabbit: Rabbit;
let broker: ChannelModel;

beforeAll(async () => {
  vhost = await Vhost.create();
});

// A client of its own for each test: a binding left behind would take what should go nowhere.
beforeEach(async () => {
  odoo = await FakeOdoo.start();
  await connect();
});

afterEach(async () => {
  await sidecar?.stop("SIGKILL");
  sidecar = undefined;
  await odoo.close();
  await rabbit.close();
  await broker.close();
});

afterAll(async () => {
  await vhost.delete();
});

const connect = async (): Promise<void> => {
  rabbit = await Rabbit.connect(vhost.amqpUrl);
  broker = await amqp.connect(vhost.amqpUrl);
};

const start = async (env: NodeJS.ProcessEnv = {}): Promise<SidecarProcess> => {
  sidecar = await SidecarProcess.ready({ odooUrl: odoo.url, amqpUrl: vhost.amqpUrl, env });
  return sidecar;
};

test("the topology is declared, and declared again without complaint", async () => {
  await start();
  const before = await vhost.queues();
  expect(before.map(({ name, type }) => `${name} ${type}`).sort()).toEqual([
    "stock.dead quorum",
    "stock.dead.reports quorum",
    "stock.in.unrouted quorum",
    "stock.intake quorum",
    "stock.log stream",
    "stock.out.unrouted quorum",
    ...INBOUND.slice(1).map((queue) => `${queue} quorum`),
  ]);
  expect(before.find(({ name }) => name === "stock.intake")?.arguments).toMatchObject({
    "x-dead-letter-strategy": "at-least-once",
    "x-overflow": "reject-publish",
  });
  await sidecar?.stop();
  await start();
  expect((await vhost.queues()).length).toBe(before.length);
});

test("a notification brings everything up to the head to the broker, then advances", async () => {
  const running = await start();
  const heard = await rabbit.listen("stock.#");
  odoo.events.push(...outgoingMany(2500));
  expect(await running.notify()).toBe(204);
  await eventuallyEqual("cursor at the head", () => odoo.cursor, 2500);
  await eventuallyEqual("events heard", () => heard.length, 2500);
  expect(heard.map(({ event }) => event)).toEqual(odoo.events);
  expect(heard[0]?.key).toBe("stock.goods_received.DAL.odoo");
  expect(heard[0]?.properties).toMatchObject({
    contentType: "application/cloudevents+json; charset=utf-8",
    messageId: (odoo.events[0] as { id: string }).id,
    type: "org.stockcontroltower.goods_received.v1",
    deliveryMode: 2,
  });
  expect(odoo.called("outbox.advance").length).toBe(3);
});

test("the sweep finds what no notification told of", async () => {
  await start({ SWEEP_SECONDS: "0.3" });
  odoo.events.push(...outgoingMany(3));
  await eventuallyEqual("cursor at the head", () => odoo.cursor, 3);
});

test("a lost binding: alternate queue noticed, put right, published again, then advanced", async () => {
  const running = await start();
  const channel = await broker.createChannel();
  await channel.unbindQueue("stock.log", "stock.out", "#");
  let unroutedWhenAdvanced = -1;
  odoo.decidesAdvance = async () => {
    unroutedWhenAdvanced = (await rabbit.depth("stock.out.unrouted")).messages;
  };
  odoo.events.push(...outgoingMany(40));
  await running.notify();
  await eventuallyEqual("cursor at the head", () => odoo.cursor, 40);
  expect(unroutedWhenAdvanced).toBe(0);
  expect(await running.metric("sct_publish_unrouted_total")).toBe(40);
  expect(running.log.some(({ code, level }) => code === "unrouted" && level === "error")).toBe(
    true,
  );
  expect((await rabbit.depth("stock.out.unrouted")).messages).toBe(0);
  expect(new Set(await readLog(40))).toEqual(
    new Set(odoo.events.map((event) => (event as { id: string }).id)),
  );
});

test("what another process left on the alternate queue is found at the next sweep", async () => {
  await rabbit.publish("stock.stock_moved.DAL.odoo", outgoing(1), "stock.out.unrouted");
  await start({ SWEEP_SECONDS: "0.3" });
  await eventuallyEqual(
    "alternate queue empty",
    async () => (await rabbit.depth("stock.out.unrouted")).messages,
    0,
  );
});

test("connections cut while publishing: everything arrives, and the consumer is back", async () => {
  const running = await start({ SIDECAR_NAME: "cut-out" });
  odoo.pageSize = 20;
  odoo.events.push(...outgoingMany(4000));
  odoo.decidesAdvance = async () => {
    if (odoo.cursor !== 400) return;
    odoo.decidesAdvance = async () => undefined;
    await vhost.cutConnections(/^cut-out /, 2);
  };
  await running.notify();
  await eventually("cut on the way", () => odoo.cursor > 400);
  expect(odoo.cursor).toBeLessThan(4000);
  await eventuallyEqual("cursor at the head", () => odoo.cursor, 4000);
  expect((await readLog(4000)).length).toBe(4000);
  await running.becomesReady();
  expect(await running.metric("sct_reconnects_total")).toBe(2);
  expect((await rabbit.inbound()).consumers).toBe(INBOUND.length);
});

test("fenced: it stops writing, claims later and goes on", async () => {
  const running = await start({ SWEEP_SECONDS: "0.3" });
  odoo.fence += 1;
  odoo.events.push(...outgoingMany(5));
  await eventuallyEqual("cursor at the head", () => odoo.cursor, 5);
  expect(await running.metric("sct_fenced_writes_total")).toBeGreaterThanOrEqual(1);
});

test("an event of ours that breaks the contract goes to stock.dead, the rest goes on", async () => {
  const running = await start();
  const heard = await rabbit.listen("stock.#");
  const dead = await rabbit.listen("#", "stock.dead");
  odoo.events.push(outgoing(1), outgoing(2, { specversion: "0.3" }), outgoing(3));
  await running.notify();
  await eventuallyEqual("cursor at the head", () => odoo.cursor, 3);
  await eventuallyEqual("good events heard", () => heard.length, 2);
  await eventuallyEqual("bad event kept", () => dead.length, 1);
  expect(dead[0]?.properties.headers).toMatchObject({ "sct-reason": "contract_violation" });
  expect(await running.metric("sct_events_parked_total")).toBe(1);
  const [report] = odoo.called("exceptions.report");
  expect(report?.params.messages).toEqual([
    expect.objectContaining({ reason: "contract_violation", exchange: "stock.out" }),
  ]);
});

test("a range of the log is published again: same ids, a header, live events in between", async () => {
  const running = await start();
  odoo.pageSize = 10;
  odoo.events.push(...outgoingMany(40));
  await running.notify();
  await eventuallyEqual("cursor at the head", () => odoo.cursor, 40);
  const heard = await rabbit.listen("stock.#");
  odoo.replays.push({ id: 7, cursor: 10, to: 35 });
  odoo.breaks = ({ method }) => {
    // Something happens in the middle of it.
    if (method === "replay.advance" && odoo.events.length === 40) odoo.events.push(outgoing(41));
    return undefined;
  };
  await running.notify();
  await eventuallyEqual("25 again and one new one", () => heard.length, 26);
  const again = heard.filter(({ properties }) => properties.headers?.["sct-replay"] === "7");
  expect(again.map(({ event }) => event)).toEqual(odoo.events.slice(10, 35));
  expect(heard.findIndex(({ properties }) => !properties.headers?.["sct-replay"])).toBe(10);
  expect(odoo.replays).toEqual([]);
  expect(odoo.cursor).toBe(41);
});

test("a page of a replay that was not advanced comes again", async () => {
  const running = await start();
  odoo.events.push(...outgoingMany(5));
  await running.notify();
  await eventuallyEqual("cursor at the head", () => odoo.cursor, 5);
  const heard = await rabbit.listen("stock.#");
  let broken = 1;
  odoo.breaks = ({ method }) => (method === "replay.advance" && broken-- > 0 ? 503 : undefined);
  odoo.replays.push({ id: 8, cursor: 0, to: 5 });
  await running.notify();
  await eventuallyEqual("nothing left to replay", () => odoo.replays.length, 0);
  await eventuallyEqual("heard twice", () => heard.length, 10);
  expect(new Set(heard.map(({ properties }) => properties.messageId)).size).toBe(5);
});

test("the example reads the log from an offset and from a time", async () => {
  const running = await start();
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  odoo.events.push(...Array.from({ length: 20 }, () => outgoing(1, { recordedtime: hourAgo })));
  odoo.events.push(...outgoingMany(10, 21));
  await running.notify();
  await eventuallyEqual("cursor at the head", () => odoo.cursor, 30);
  const ids = odoo.events.map((event) => (event as { id: string }).id);
  const lines = (from: string): string[][] =>
    runExample("read-log.mjs", vhost.amqpUrl, from, "2").map((line) => line.split(" "));
  const all = lines("first").slice(-30);
  expect(all.map(([, id]) => id)).toEqual(ids);
  expect(lines(all[27]?.[0] ?? "").map(([, id]) => id)).toEqual(ids.slice(27));
  const lately = lines(new Date(Date.now() - 60_000).toISOString()).map(([, id]) => id);
  expect(lately).toEqual(expect.arrayContaining(ids.slice(20)));
  expect(lately).not.toContain(ids[0]);
});

test("another environment: it refuses to run and says so", async () => {
  odoo.environment = "neutralized";
  sidecar = SidecarProcess.start({ odooUrl: odoo.url, amqpUrl: vhost.amqpUrl });
  expect(await sidecar.exited).toBe(78);
  expect(sidecar.log.some(({ code }) => code === "environment_mismatch")).toBe(true);
  expect(odoo.called("outbox.claim")).toEqual([]);
});

/** Ids in the stream, from its beginning, until `count` distinct ones of this test were seen. */
async function readLog(count: number): Promise<string[]> {
  const wanted = new Set(odoo.events.map((event) => (event as { id: string }).id));
  const channel = await broker.createChannel();
  const seen = new Set<string>();
  await channel.prefetch(500);
  await channel.consume(
    "stock.log",
    (message) => {
      if (!message) return;
      const id: unknown = message.properties.messageId;
      if (typeof id === "string" && wanted.has(id)) seen.add(id);
      channel.ack(message);
    },
    { arguments: { "x-stream-offset": "first" } },
  );
  await eventuallyEqual("events in the stream", () => seen.size, count);
  await channel.close();
  return [...seen];
}

/** What an example of the documentation prints, by lines. */
function runExample(name: string, ...args: string[]): string[] {
  const script = fileURLToPath(new URL(`../../docs/examples/${name}`, import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n").filter(Boolean);
}
