// @ts-check
// More broker nodes beside an instance's own, joined to a cluster with it.
import fs from "node:fs";
import path from "node:path";

import { layout } from "./paths.mjs";
import { freePorts } from "./ports.mjs";
import { BROKER_NODE, rabbitmq, rabbitmqConf, rabbitmqctl } from "./services.mjs";

const CTL_MS = 120_000;

/**
 * @typedef {object} ClusterNode
 * @property {string} name
 * @property {number} amqp port
 * @property {() => Promise<void>} kill SIGKILL
 * @property {() => Promise<void>} start again, as member of the cluster; resolves when it serves
 */

/**
 * Starts nodes and joins them to the instance's broker. Queues declared from now on have replicas
 * on every node.
 * @param {import("./instance.mjs").Instance} instance
 * @param {readonly string[]} names
 * @returns {Promise<ClusterNode[]>} of the new nodes
 */
export async function joinNodes(instance, names) {
  const nodes = [];
  for (const name of names) nodes.push(await joinNode(instance, name));
  return nodes;
}

/**
 * @param {import("./instance.mjs").Instance} instance
 * @param {string} name
 * @returns {Promise<ClusterNode>}
 */
async function joinNode(instance, name) {
  const [amqp = 0, management = 0, distribution = 0] = await freePorts(3);
  const ports = { ...instance.ports, amqp, management, distribution };
  const folder = layout(instance.state).rabbitmq;
  const own = path.join(folder, "rabbitmq.conf");
  const conf = path.join(folder, `${name}.conf`);
  fs.writeFileSync(conf, rabbitmqConf(ports, instance.info.broker), { mode: 0o600 });
  const { uid, gid } = fs.statSync(own);
  fs.chownSync(conf, uid, gid);

  const run = (/** @type {string[]} */ ...args) =>
    instance.run({ ...rabbitmqctl(ports, args, name), inRoot: true, timeoutMs: CTL_MS });
  const ctl = async (/** @type {string[]} */ ...args) => {
    const { code, stdout, stderr } = await run(...args);
    if (code !== 0)
      throw new Error(`rabbitmqctl ${args.join(" ")} on ${name}: ${stderr || stdout}`);
  };
  /** @type {import("./instance.mjs").Child} */
  let child;
  const start = async () => {
    const spec = { ...rabbitmq(ports, name), inRoot: true, name: `rabbitmq-${name}` };
    child = await instance.start(spec);
    await child.ready(`RabbitMQ ${name}`, async () => (await run("await_startup")).code === 0);
  };
  await start();
  await ctl("stop_app");
  await ctl("join_cluster", `${BROKER_NODE}@localhost`);
  await ctl("start_app");
  return { name, amqp, start, kill: () => child.kill("SIGKILL") };
}
