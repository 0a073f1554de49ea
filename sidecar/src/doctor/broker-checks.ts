import type { Queue, Topology } from "../core/topology.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";
import type { BrokerFacts, QueueFact } from "./management.ts";

const OLDEST_MAJOR = 4;
/** Queue arguments whose smaller value wins over the policy's, by RabbitMQ's rules. */
const SMALLER_WINS = new Set(["delivery-limit", "max-length-bytes", "max-length"]);
/** Policy keys that let a message vanish which nobody has dealt with. */
const LOSES = ["message-ttl", "expires", "max-length", "max-length-bytes"];

/** Holds what the broker really does against what the contract says. */
export function checkBroker(facts: BrokerFacts, topology: Topology, watched: Watched): Finding[] {
  return [
    checkVersion(facts.version),
    checkNodes(facts),
    ...topology.queues.map((queue) => checkQueue(queue, facts)),
    checkWiring(facts, topology),
    checkConsumers(facts, watched.consumed),
    ...watched.empty.map((name) => checkEmpty(name, facts)),
  ];
}

export interface Watched {
  /** Queues that somebody must consume. */
  readonly consumed: readonly string[];
  /** Queues that a person must look into when something is in them. */
  readonly empty: readonly string[];
}

function checkVersion(version: string): Finding {
  const found = `RabbitMQ ${version}`;
  if (Number.parseInt(version, 10) >= OLDEST_MAJOR) return ok("broker_version", found);
  return problem("broker_version", found, `upgrade to RabbitMQ ${String(OLDEST_MAJOR)}`);
}

function checkNodes({ nodes }: BrokerFacts): Finding {
  const down = nodes.filter(({ running }) => !running).map(({ name }) => name);
  if (down.length > 0) {
    return problem("broker_nodes", `not running: ${down.join(", ")}`, "start these nodes");
  }
  const alarmed = nodes.filter((node) => node.mem_alarm || node.disk_free_alarm);
  if (alarmed.length > 0) {
    const names = alarmed.map(({ name }) => name).join(", ");
    return problem(
      "broker_nodes",
      `memory or disk alarm on ${names}: publishers wait`,
      "free disk or memory there",
    );
  }
  if (nodes.length < 3) {
    return warning(
      "broker_nodes",
      `${String(nodes.length)} node: while it is down, events wait with their senders`,
      "three nodes keep quorum queues available when one is lost",
    );
  }
  return ok("broker_nodes", `${String(nodes.length)} nodes, no alarm`);
}

function checkQueue(wanted: Queue, { queues }: BrokerFacts): Finding {
  const code = `queue_${wanted.name}`;
  const queue = queues.find(({ name }) => name === wanted.name);
  if (!queue) {
    return problem(code, `${wanted.name} is missing`, "start a sidecar: it declares the topology");
  }
  const differences = Object.entries(wanted.arguments).flatMap(([name, value]) => {
    const effective = name === "x-queue-type" ? queue.type : effectiveValue(queue, name);
    return effective === value
      ? []
      : [`${name} is ${JSON.stringify(effective) ?? "not set"}, not ${JSON.stringify(value)}`];
  });
  const policy = queue.effective_policy_definition ?? {};
  const losing = LOSES.filter((key) => key in policy && !(`x-${key}` in wanted.arguments));
  const faults = [
    ...(queue.durable ? [] : ["it is not durable"]),
    ...differences,
    ...losing.map((key) => `policy ${queue.policy ?? ""} sets ${key}: messages vanish`),
  ];
  if (faults.length > 0) {
    const remedy = "correct the policy, or delete the queue once it is empty: it is declared anew";
    return problem(code, `${wanted.name}: ${faults.join("; ")}`, remedy);
  }
  const { members = [], online = members } = queue;
  if (online.length < members.length) {
    const found = `${wanted.name}: ${String(online.length)} of ${String(members.length)} replicas`;
    return warning(code, `${found} are online`, "bring the other nodes back");
  }
  const replicas = members.length > 1 ? `, ${String(members.length)} replicas` : "";
  return ok(code, `${wanted.name}: ${queue.type}${replicas}, as the contract says`);
}

/** What holds for a queue: its argument, the policy's where there is none, the smaller of limits. */
function effectiveValue(queue: QueueFact, name: string): unknown {
  const key = name.replace(/^x-/, "");
  const [own, policy] = [queue.arguments[name], queue.effective_policy_definition?.[key]];
  if (own === undefined) return policy;
  if (SMALLER_WINS.has(key) && typeof own === "number" && typeof policy === "number") {
    return Math.min(own, policy);
  }
  return own;
}

function checkWiring(facts: BrokerFacts, { exchanges, bindings }: Topology): Finding {
  const missing = [
    ...exchanges
      .filter(
        (wanted) =>
          !facts.exchanges.some(
            (one) =>
              one.name === wanted.name &&
              one.type === wanted.type &&
              one.arguments["alternate-exchange"] === wanted.arguments["alternate-exchange"],
          ),
      )
      .map(({ name }) => `exchange ${name}`),
    ...bindings
      .filter(
        (wanted) =>
          !facts.bindings.some(
            (one) =>
              one.source === wanted.exchange &&
              one.destination === wanted.queue &&
              one.routing_key === wanted.routingKey,
          ),
      )
      .map(({ exchange, queue }) => `binding ${exchange} → ${queue}`),
  ];
  if (missing.length === 0) return ok("wiring", "exchanges and bindings as the contract says");
  const remedy = "a running sidecar declares them within a minute; find who changes them";
  return problem("wiring", `missing or different: ${missing.join(", ")}`, remedy);
}

function checkConsumers(facts: BrokerFacts, wanted: readonly string[]): Finding {
  const counts = wanted.map((name) => ({
    name,
    consumers: facts.consumed.filter((queue) => queue === name).length,
  }));
  const idle = counts.filter(({ consumers }) => consumers === 0).map(({ name }) => name);
  if (idle.length > 0) {
    return problem("consumers", `nobody consumes ${idle.join(", ")}`, "start a sidecar");
  }
  const said = counts.map(({ name, consumers }) => `${name} ${String(consumers)}`).join(", ");
  return ok("consumers", `consumers: ${said}`);
}

function checkEmpty(name: string, { queues }: BrokerFacts): Finding {
  const code = `empty_${name}`;
  const messages = queues.find((queue) => queue.name === name)?.messages ?? 0;
  if (messages === 0) return ok(code, `${name} is empty`);
  const remedy = "Inventory → Reporting → Exceptions says why; the message stays until it is taken";
  return warning(code, `${String(messages)} messages in ${name}`, remedy);
}
