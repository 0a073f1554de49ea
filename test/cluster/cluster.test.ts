// Three broker nodes and two sidecars on one machine: a node and a sidecar die under load, and
// every event takes effect once.
import { afterAll, beforeAll, expect, inject, test } from "vitest";

import { joinNodes, type ClusterNode } from "../../docker/lib/cluster.mjs";
import { connectInstance, type Instance } from "../../docker/lib/instance.mjs";
import { freePorts } from "../../docker/lib/ports.mjs";
import { eventually, eventuallyEqual } from "../support/eventually.ts";
import { goodsReceived } from "../support/events.ts";
import { driftFromEvents, plainSkus } from "../support/ledger.ts";
import { Rabbit } from "../support/rabbit.ts";
import { Sidecar } from "../support/sidecar.ts";
import { Tower } from "../support/stack.ts";

const EVENTS = Number(process.env.EVENTS ?? "1500");
const MINUTES = 60_000;

let instance: Instance;
let nodes: ClusterNode[];
let tower: Tower;
let rabbit: Rabbit;
let sidecars: Sidecar[];

beforeAll(async () => {
  instance = await connectInstance(inject("instanceState"));
  nodes = await joinNodes(instance, ["second", "third"]);
  tower = await Tower.open("cluster", { sidecar: false });
  sidecars = await Promise.all(nodes.map(startSidecar));
  rabbit = await Rabbit.connect(tower.amqp);
}, 5 * MINUTES);
afterAll(async () => {
  await rabbit?.close();
  await Promise.all((sidecars ?? []).map((sidecar) => sidecar.stop()));
  await tower?.close();
  await Promise.all((nodes ?? []).map((node) => node.kill()));
  await instance?.close();
});

/** Prefers one node, and knows the instance's own besides. */
async function startSidecar(node: ClusterNode): Promise<Sidecar> {
  const [port = 0] = await freePorts(1);
  const own = new URL(tower.amqp);
  const preferred = new URL(tower.amqp);
  preferred.port = String(node.amqp);
  const sidecar = new Sidecar(instance, `cluster-${node.name}`, {
    ...tower.sidecar.env,
    AMQP_URL: `${preferred.href},${own.href}`,
    HTTP_PORT: String(port),
    SIDECAR_NAME: `cluster-${node.name}`,
  });
  await sidecar.start();
  return sidecar;
}

const applied = (): Promise<number> =>
  tower.value<number>("select count(*)::int from stock_tower_inbox where state = 'applied'");

test(
  `a node and a sidecar are killed while ${String(EVENTS)} events come in`,
  { timeout: 10 * MINUTES },
  async () => {
    const skus = await plainSkus(tower, 20);
    const [node] = nodes;
    const [sidecar] = sidecars;
    if (!node || !sidecar) throw new Error("Two nodes and two sidecars take part");
    const queues = await instance.broker.call("GET", `/queues/${tower.db}/stock.intake`);
    expect(queues.members.length, "replicas of a queue").toBe(3);

    const began = performance.now();
    const publishing = publishAll(skus);
    await eventually("a third is applied", async () => (await applied()) > EVENTS / 3, {
      within: 4 * MINUTES,
    });
    await node.kill();
    await eventually("half is applied", async () => (await applied()) > EVENTS / 2, {
      within: 4 * MINUTES,
    });
    await sidecar.kill();
    await publishing;
    await eventuallyEqual("everything is applied", applied, EVENTS, { within: 6 * MINUTES });
    const seconds = Math.round((performance.now() - began) / 1000);

    const moves = await tower.value<number>(
      "select count(*)::int from stock_move where tower_inbox_id is not null and state = 'done'",
    );
    console.log(`cluster: ${String(EVENTS)} events, ${String(seconds)} s`);
    expect(moves, "one move for each event").toBe(EVENTS);
    expect(await driftFromEvents(tower)).toEqual([]);

    await node.start();
    await eventually("the node has its replicas back", async () => {
      const { online } = await instance.broker.call("GET", `/queues/${tower.db}/stock.intake`);
      return online.length === 3;
    });
  },
);

async function publishAll(skus: readonly string[]): Promise<void> {
  for (let n = 0; n < EVENTS; n += 50) {
    const some = Array.from({ length: Math.min(50, EVENTS - n) }, (_none, i) => n + i);
    await Promise.all(
      some.map((i) =>
        rabbit.publish(
          "wms.goods_received.DAL",
          goodsReceived({
            id: `cluster-${String(i)}`,
            sku: skus[i % skus.length] ?? "",
            quantity: "1",
          }),
        ),
      ),
    );
  }
}
