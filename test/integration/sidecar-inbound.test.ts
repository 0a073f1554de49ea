import amqp, { type ChannelModel } from "amqplib";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

import { eventually, eventuallyEqual } from "../support/eventually.ts";
import { INBOUND, Rabbit } from "../support/rabbit.ts";
import { incoming } from "./sidecar-parts/events.ts";
import { FakeOdoo, type Item } from "./sidecar-parts/fake-odoo.ts";
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

beforeEach(async () => {
  odoo = await FakeOdoo.start();
  rabbit = await Rabbit.connect(vhost.amqpUrl);
  broker = await amqp.connect(vhost.amqpUrl);
});

afterEach(async () => {
  await sidecar?.stop("SIGKILL");
  sidecar = undefined;
  await odoo.close();
  const channel = await broker.createChannel();
  for (const queue of INBOUND) await channel.purgeQueue(queue);
  await rabbit.close();
  await broker.close();
});

afterAll(async () => {
  await vhost.delete();
});

const KEY = "wms.goods_received.DAL";

const start = async (env: NodeJS.ProcessEnv = {}): Promise<SidecarProcess> => {
  sidecar = await SidecarProcess.ready({ odooUrl: odoo.url, amqpUrl: vhost.amqpUrl, env });
  return sidecar;
};

const publish = async (ids: readonly string[]): Promise<void> => {
  await Promise.all(ids.map((id) => rabbit.publish(KEY, incoming(id))));
};

const ids = (count: number, prefix = "e"): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

const idOf = (item: Item): string => (JSON.parse(item.body ?? "{}") as { id?: string }).id ?? "";

/** Messages left when the consumer is gone: 0 only when each one was acked. */
const unsettled = async (): Promise<number> => {
  await sidecar?.stop();
  return (await rabbit.inbound()).messages;
};

test("events arrive in batches and are acked on their outcome", async () => {
  const running = await start();
  await publish(ids(500));
  await eventuallyEqual("ingested", () => odoo.ingested.length, 500);
  await eventuallyEqual("applied", () => running.metric("sct_events_applied_total"), 500);
  expect(odoo.ingested[0]?.partner).toBe("wms");
  const calls = odoo.called("inbox.ingest");
  expect(calls.length).toBeLessThan(60);
  expect(Math.max(...calls.map(({ params }) => params.items.length))).toBeLessThanOrEqual(200);
  expect(await unsettled()).toBe(0);
});

test("while Odoo is away nothing is acked or requeued; afterwards everything is applied", async () => {
  const running = await start();
  odoo.breaks = ({ method }) => (method === "tower.status" ? undefined : 503);
  await publish(ids(30));
  await eventually("refused twice", () => odoo.called("inbox.ingest").length >= 2);
  expect((await rabbit.inbound()).messages).toBe(0); // held, not given back
  expect((await running.readiness()).reasons.map(({ part }) => part)).toContain("receiver");
  odoo.breaks = () => undefined;
  await eventuallyEqual("ingested", () => new Set(odoo.ingested.map(idOf)).size, 30);
  await running.becomesReady();
  expect(await unsettled()).toBe(0);
});

test("killed between Odoo's commit and the ack: the same events come again", async () => {
  const before = await start();
  odoo.breaks = ({ method }) => (method === "inbox.ingest" ? 503 : undefined);
  await publish(ids(100));
  // In the lane, so that the intake has nothing in hand that would come twice as well.
  await eventuallyEqual("in the lane", () => before.metric("sct_intake_events_total"), 100);
  await before.stop();
  odoo.breaks = () => undefined;
  sidecar = SidecarProcess.start({
    odooUrl: odoo.url,
    amqpUrl: vhost.amqpUrl,
    env: { CRASH_AT: "mid_ack" },
  });
  expect(await sidecar.exited).toBe("SIGKILL");
  const first = odoo.ingested.length;
  expect(first).toBeGreaterThan(1);
  await start();
  await eventuallyEqual("all ingested", () => new Set(odoo.ingested.map(idOf)).size, 100);
  await eventually("repeats", () => odoo.ingested.length > 100);
  expect(odoo.ingested.length).toBeLessThan(100 + first);
});

test("one event that breaks Odoo is set aside; the others do not wait for it", async () => {
  const running = await start();
  const dead = await rabbit.listen("#", "stock.dead");
  odoo.breaks = ({ method, params }) =>
    method === "inbox.ingest" && params.items.some((item: Item) => item.body?.includes('"poison"'))
      ? 500
      : undefined;
  await publish([...ids(60), "poison", ...ids(60, "f")]);
  await eventuallyEqual("others ingested", () => new Set(odoo.ingested.map(idOf)).size, 120);
  await publish(ids(1, "later"));
  await eventuallyEqual("poison kept", () => dead.length, 1);
  expect(dead[0]?.event).toMatchObject({ id: "poison" });
  const reported = odoo.ingested.filter(({ error }) => error);
  expect(reported.map(({ error }) => error?.split(":")[0])).toEqual(["poison"]);
  await running.becomesReady();
  expect(await unsettled()).toBe(0);
});

test("bytes nobody can read are reported, kept whole, then acked", async () => {
  await start();
  odoo.decides = (item) =>
    item.error ? { outcome: "refused", code: "undecodable" } : { outcome: "applied" };
  const unreadable = [
    Buffer.from([0xff, 0xfe, 0x00]),
    Buffer.from('{"a": NaN}'),
    Buffer.from("[".repeat(10_000) + "]".repeat(10_000)),
    Buffer.from("not json"),
    Buffer.alloc(2_000_000, 0x20),
  ];
  const kept: Buffer[] = [];
  const channel = await broker.createChannel();
  const { queue } = await channel.assertQueue("", { exclusive: true });
  await channel.bindQueue(queue, "stock.dead", "#");
  await channel.consume(queue, (message) => message && kept.push(message.content), { noAck: true });
  for (const bytes of unreadable) await rabbit.publish(KEY, bytes);
  await eventuallyEqual("reported", () => odoo.ingested.length, unreadable.length);
  await eventuallyEqual("kept", () => kept.length, unreadable.length);
  expect(kept.map((bytes) => bytes.length).sort()).toEqual(
    unreadable.map((bytes) => bytes.length).sort(),
  );
  expect(await unsettled()).toBe(0);
});

test("an outcome `retry` is tried again later, and decided for good at the fifth attempt", async () => {
  await start();
  odoo.decides = (item) => ({ outcome: idOf(item) === "busy" ? "retry" : "applied" });
  await publish(["busy", "fine"]);
  await eventually("final asked", () =>
    odoo.called("inbox.ingest").some(({ params }) => params.final === true),
  );
  odoo.decides = () => ({ outcome: "applied" });
  await eventually("applied", () => odoo.ingested.filter((i) => idOf(i) === "busy").length >= 6);
  expect(await unsettled()).toBe(0);
});

test("what is recorded or waits in Odoo is durable there: acked and counted apart", async () => {
  const running = await start();
  odoo.decides = (item) =>
    idOf(item) === "later" ? { outcome: "waiting" } : { outcome: "recorded", code: "mode_shadow" };
  await publish(["kept", "later", "kept-too"]);
  await eventuallyEqual("waiting", () => running.metric("sct_events_waiting_total"), 1);
  await eventuallyEqual(
    "recorded",
    () => running.metric('sct_events_recorded_total{reason="mode_shadow"}'),
    2,
  );
  expect(odoo.ingested).toHaveLength(3);
  expect(await unsettled()).toBe(0);
});

test("consumer cut, channel closed, queue deleted: it subscribes again and proves it", async () => {
  const running = await start({ SIDECAR_NAME: "cut-in" });
  await vhost.cutConnections(/^cut-in consumer/, 1);
  await eventually("reconnected", async () => (await running.metric("sct_reconnects_total")) === 1);
  await running.becomesReady();
  await publish(["after-cut"]);
  await eventually("served", () => odoo.ingested.some((item) => idOf(item) === "after-cut"));

  const channel = await broker.createChannel();
  for (const queue of INBOUND) await channel.deleteQueue(queue);
  for (const queue of INBOUND) {
    await eventually(`${queue} declared again`, async () => {
      const probe = await broker.createChannel();
      probe.on("error", () => undefined);
      return (await probe.checkQueue(queue)).consumerCount === 1;
    });
  }
  await running.becomesReady();
  await publish(["after-delete"]);
  await eventually("served", () => odoo.ingested.some((item) => idOf(item) === "after-delete"));
});

test("SIGTERM settles the batch under way and gives the rest back", async () => {
  const running = await start();
  await publish(ids(400));
  await eventually("under way", () => odoo.ingested.length > 0);
  const began = Date.now();
  expect(await running.stop()).toBe(0);
  expect(Date.now() - began).toBeLessThan(5000);
  const settled = new Set(odoo.ingested.map(idOf)).size;
  await eventuallyEqual(
    "the rest is ready",
    async () => (await rabbit.inbound()).messages,
    400 - settled,
  );
  expect(odoo.ingested.length).toBe(settled);
});

test("a partner's message that met no binding is put back on its way", async () => {
  await start({ SWEEP_SECONDS: "0.3" });
  const channel = await broker.createChannel();
  await channel.unbindQueue("stock.intake", "stock.in", "#");
  await publish(["astray"]);
  await eventually("served", () => odoo.ingested.some((item) => idOf(item) === "astray"));
});

test("events of one key keep their order over a retry, and keys spread over the lanes", async () => {
  const running = await start();
  const tries = new Map<string, number>();
  odoo.decides = (item) => {
    const id = idOf(item);
    tries.set(id, (tries.get(id) ?? 0) + 1);
    return { outcome: id.endsWith("-3") && tries.get(id) === 1 ? "retry" : "applied" };
  };
  const keys = Array.from({ length: 20 }, (_, index) => `SKU-${index}`);
  for (let number = 0; number < 5; number += 1) {
    for (const sku of keys) await rabbit.publish(KEY, incoming(`${sku}-${number}`, sku));
    await eventually("taken in", () => odoo.ingested.length >= keys.length * (number + 1));
  }
  await eventuallyEqual("applied", () => running.metric("sct_events_applied_total"), 100);
  for (const sku of keys) {
    const order = odoo.ingested.map(idOf).filter((id) => id.startsWith(`${sku}-`));
    expect(order).toEqual([0, 1, 2, 3, 3, 4].map((number) => `${sku}-${number}`));
  }
  const busy = await Promise.all(
    INBOUND.slice(1).map((_, lane) => running.metric(`sct_events_received_total{lane="${lane}"}`)),
  );
  expect(busy.filter((count) => count > 0).length).toBeGreaterThan(4);
  expect(await unsettled()).toBe(0);
});

test("killed between the lane's confirm and the intake's ack: the event comes twice, under one id", async () => {
  sidecar = await SidecarProcess.ready({
    odooUrl: odoo.url,
    amqpUrl: vhost.amqpUrl,
    env: { CRASH_AT: "intake_confirmed" },
  });
  await publish(["twice"]);
  expect(await sidecar.exited).toBe("SIGKILL");
  await start();
  await eventuallyEqual("both", () => odoo.ingested.map(idOf), ["twice", "twice"]);
  expect(await unsettled()).toBe(0);
});

test("a partner can neither name a lane nor be another partner by headers", async () => {
  await start();
  const channel = await broker.createConfirmChannel();
  channel.publish("stock.in", KEY, Buffer.from(JSON.stringify(incoming("honest"))), {
    headers: { "sct-routing-key": "3pl.x.y", "sct-partition-key": "z", CC: ["0"] },
  });
  await channel.waitForConfirms();
  await eventuallyEqual("once, as itself", () => odoo.ingested.map((one) => one.partner), ["wms"]);
  expect(await unsettled()).toBe(0);
  expect(odoo.ingested).toHaveLength(1);
});

test("what an earlier release left in stock.inbound is moved and taken in", async () => {
  const channel = await broker.createConfirmChannel();
  await channel.assertQueue("stock.inbound", { arguments: { "x-queue-type": "quorum" } });
  await channel.bindQueue("stock.inbound", "stock.in", "#");
  channel.publish("", "stock.inbound", Buffer.from("{}"), { persistent: true });
  channel.sendToQueue("stock.inbound", Buffer.from(JSON.stringify(incoming("left"))));
  await channel.waitForConfirms();
  await start();
  await eventually("taken in", () => odoo.ingested.some((one) => idOf(one) === "left"));
  expect((await vhost.queues()).map(({ name }) => name)).not.toContain("stock.inbound");
});

test("Odoo down for long: calls pause, one tries, and everything comes through after", async () => {
  const running = await start();
  odoo.breaks = ({ method }) => (method === "inbox.ingest" ? 503 : undefined);
  const keys = Array.from({ length: 40 }, (_, index) => `SKU-${index}`);
  for (const sku of keys) await rabbit.publish(KEY, incoming(`down-${sku}`, sku));
  await eventuallyEqual("open", () => running.metric("sct_breaker_state"), 2);
  const { reasons } = await running.readiness();
  expect(reasons.map(({ part }) => part)).toContain("breaker");
  const before = odoo.called("inbox.ingest").length;
  const leases = odoo.called("partitions.lease").length;
  await eventually("two beats", () => odoo.called("partitions.lease").length >= leases + 2);
  // Ten seconds hold four trials at most, where eight lanes on their own would call dozens of times.
  expect(odoo.called("inbox.ingest").length - before).toBeLessThanOrEqual(6);
  odoo.breaks = () => undefined;
  await eventuallyEqual("all of it", () => new Set(odoo.ingested.map(idOf)).size, keys.length);
  await eventuallyEqual("closed", () => running.metric("sct_breaker_state"), 0);
  expect(await unsettled()).toBe(0);
});

test("a lane that Odoo gave to another is let go, and nothing of it is acked", async () => {
  const running = await start();
  odoo.laneFence += 1; // as after a takeover: our fences are stale
  odoo.partitions = 0; // and nothing is ours any more
  await publish(["zombie"]);
  await eventuallyEqual("fenced", () => running.metric("sct_fenced_writes_total"), 1);
  await eventuallyEqual("let go", () => running.metric("sct_partitions_held"), 1);
  expect(odoo.ingested).toEqual([]);
  expect((await rabbit.inbound()).messages).toBe(1);
  odoo.partitions = 8;
  await eventually("taken in", () => odoo.ingested.some((one) => idOf(one) === "zombie"));
  expect(await unsettled()).toBe(0);
});

test("another number of lanes: marks follow what is under way, then the new ones are used", async () => {
  await start();
  odoo.decides = (item) => ({ outcome: idOf(item) === "slow" ? "retry" : "applied" });
  await publish(["slow"]);
  await eventually("tried", () => odoo.called("inbox.ingest").length > 0);
  odoo.drain = 4;
  const drained = (): Record<string, number> =>
    odoo.called("partitions.lease").at(-1)?.params.drained ?? {};
  await eventuallyEqual("seven lanes are drained", () => Object.keys(drained()).length, 7);
  await publish(["after"]);
  expect(odoo.ingested.map(idOf)).not.toContain("after");
  odoo.decides = () => ({ outcome: "applied" });
  await eventuallyEqual("all are drained", () => Object.values(drained()), Array(8).fill(4));
  expect(odoo.ingested.map(idOf)).not.toContain("after");
  odoo.partitions = 3;
  odoo.laneFence += 1;
  odoo.drain = 0;
  await eventually("taken in", () => odoo.ingested.map(idOf).includes("after"));
  expect(await unsettled()).toBe(0);
});

test("what nobody could deliver is told to Odoo, and kept; what it knows already is not", async () => {
  await start({ SWEEP_SECONDS: "0.3" });
  const told = (): { reason: string; exchange: string; body: string }[] =>
    odoo.called("exceptions.report").flatMap(({ params }) => params.messages);
  const channel = await broker.createConfirmChannel();
  // A program of somebody else's takes from a queue with our dead letter exchange, and rejects.
  await channel.assertQueue("theirs", {
    arguments: { "x-queue-type": "quorum", "x-dead-letter-exchange": "stock.dead" },
  });
  channel.sendToQueue("theirs", Buffer.from("rejected by them"));
  await channel.waitForConfirms();
  await channel.consume("theirs", (message) => message && channel.reject(message, false));
  await eventuallyEqual("told", () => told().map(({ reason }) => reason), ["rejected"]);
  expect(told()[0]?.body).toBe("rejected by them");

  odoo.decides = () => ({ outcome: "refused", code: "undecodable" });
  await rabbit.publish(KEY, Buffer.from("not json"));
  await eventually("its answer", () => odoo.ingested.length > 0);
  await channel.unbindQueue("stock.intake", "stock.in", "#");
  await publish(["astray"]);
  await eventuallyEqual("told", () => told().map(({ reason }) => reason), ["rejected", "unrouted"]);
  await eventuallyEqual("kept", async () => (await rabbit.depth("stock.dead")).messages > 1, true);
  await channel.deleteQueue("theirs");
});
