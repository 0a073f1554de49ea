import { expect, test } from "vitest";
import { topologyOf } from "../core/topology.ts";
import { checkBroker } from "./broker-checks.ts";
import type { BrokerFacts, QueueFact } from "./management.ts";

const TOPOLOGY = topologyOf(8);
const WATCHED = { consumed: ["stock.dead"], empty: ["stock.in.unrouted"] };
const NODE = { name: "one", running: true };

const SOUND: BrokerFacts = {
  version: "4.1.0",
  nodes: [NODE, { ...NODE, name: "two" }, { ...NODE, name: "three" }],
  queues: TOPOLOGY.queues.map(({ name, durable, arguments: args }) => ({
    name,
    type: String(args["x-queue-type"]),
    durable,
    arguments: args,
    messages: 0,
  })),
  consumed: ["stock.dead"],
  exchanges: TOPOLOGY.exchanges.map(({ name, type, arguments: args }) => ({
    name,
    type,
    arguments: args,
  })),
  bindings: TOPOLOGY.bindings.map(({ exchange, queue, routingKey }) => ({
    source: exchange,
    destination: queue,
    routing_key: routingKey,
  })),
};

/** Codes and levels of what is not sound. */
function faults(change: Partial<BrokerFacts>): string[] {
  return checkBroker({ ...SOUND, ...change }, TOPOLOGY, WATCHED)
    .filter(({ level }) => level !== "ok")
    .map(({ code, level }) => `${code} ${level}`);
}

const queues = (name: string, change: Partial<QueueFact>): Partial<BrokerFacts> => ({
  queues: SOUND.queues.map((queue) => (queue.name === name ? { ...queue, ...change } : queue)),
});

test("what the contract says is sound", () => {
  expect(faults({})).toEqual([]);
});

test.each<[string, Partial<BrokerFacts>, string]>([
  ["an old broker", { version: "3.13.7" }, "broker_version problem"],
  ["a single node", { nodes: [NODE] }, "broker_nodes warning"],
  ["a node that is down", { nodes: [{ ...NODE, running: false }] }, "broker_nodes problem"],
  ["a disk alarm", { nodes: [{ ...NODE, disk_free_alarm: true }] }, "broker_nodes problem"],
  ["another queue type", queues("stock.log", { type: "classic" }), "queue_stock.log problem"],
  ["a queue in memory", queues("stock.log", { durable: false }), "queue_stock.log problem"],
  [
    "a policy by which messages expire",
    queues("stock.dead", { effective_policy_definition: { "message-ttl": 1 } }),
    "queue_stock.dead problem",
  ],
  [
    "a policy with a smaller limit",
    queues("stock.log", { effective_policy_definition: { "max-length-bytes": 1 } }),
    "queue_stock.log problem",
  ],
  [
    "a replica that is away",
    queues("stock.dead", { members: ["one", "two", "three"], online: ["one", "two"] }),
    "queue_stock.dead warning",
  ],
  ["a missing exchange", { exchanges: SOUND.exchanges.slice(1) }, "wiring problem"],
  ["a missing binding", { bindings: SOUND.bindings.slice(1) }, "wiring problem"],
  ["nobody who consumes", { consumed: [] }, "consumers problem"],
  [
    "messages nobody took",
    queues("stock.in.unrouted", { messages: 2 }),
    "empty_stock.in.unrouted warning",
  ],
])("%s is found", (_what, change, fault) => {
  expect(faults(change)).toEqual([fault]);
});
