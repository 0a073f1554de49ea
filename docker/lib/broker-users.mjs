// @ts-check
import { randomBytes } from "node:crypto";
import fs from "node:fs";

import { layout } from "./paths.mjs";

/**
 * Who may do what on the broker: one user a role, held by topic permissions. Patterns are regular expressions;
 * a partner may publish only under its own code, and read only what `stock.out` carries.
 */
/** @type {Record<Role, { configure: string, write: string, read: string, topics: object[], tags?: string[] }>} */
const ROLES = {
  sidecar: { configure: ".*", write: ".*", read: ".*", topics: [] },
  // The sidecar's doctor reads the management API as this one.
  monitor: { configure: "^$", write: "^$", read: "^$", topics: [], tags: ["monitoring"] },
  // Plays both partners of the demo company over one connection.
  simulator: {
    configure: "^simulator\\..*",
    write: "^(stock\\.in|simulator\\..*)$",
    read: "^(stock\\.out|simulator\\..*)$",
    topics: [
      { exchange: "stock.in", write: "^(wms|3pl)\\..*", read: "^$" },
      { exchange: "stock.out", write: "^$", read: "^stock\\..*" },
    ],
  },
};

/** @typedef {"sidecar" | "monitor" | "simulator"} Role */

/**
 * Makes the environment's vhost and its users; passwords are generated once per state folder.
 * @param {import("./instance.mjs").Instance} instance
 * @param {string} vhost
 * @returns {Promise<Record<Role, string>>} AMQP URLs
 */
export async function grantBrokerUsers(instance, vhost) {
  const passwords = keptPasswords(layout(instance.state).secrets);
  const definitions = brokerDefinitions(vhost, { ...passwords, admin: instance.info.broker });
  await instance.broker.call("POST", "/definitions", definitions);
  const urls = Object.entries(passwords).map(([user, password]) => [
    user,
    instance.broker.url(vhost, { user, password }),
  ]);
  return Object.fromEntries(urls);
}

/**
 * RabbitMQ's definitions for one vhost. Pure.
 * @param {string} vhost
 * @param {Record<Role, string> & { admin: { user: string, password: string } }} passwords
 */
function brokerDefinitions(vhost, { admin, ...passwords }) {
  const roles = /** @type {[Role, (typeof ROLES)[Role]][]} */ (Object.entries(ROLES));
  const everything = { configure: ".*", write: ".*", read: ".*" };
  return {
    vhosts: [{ name: vhost }],
    users: [
      { name: admin.user, password: admin.password, tags: ["administrator"] },
      ...roles.map(([name, role]) => ({ name, password: passwords[name], tags: role.tags ?? [] })),
    ],
    permissions: [
      { user: admin.user, vhost, ...everything },
      ...roles.map(([user, { configure, write, read }]) => ({
        user,
        vhost,
        configure,
        write,
        read,
      })),
    ],
    topic_permissions: roles.flatMap(([user, { topics }]) =>
      topics.map((topic) => ({ user, vhost, ...topic })),
    ),
  };
}

/** @param {string} file @returns {Record<Role, string>} */
function keptPasswords(file) {
  const kept = JSON.parse(fs.readFileSync(file, "utf8"));
  const passwords = Object.fromEntries(
    Object.keys(ROLES).map((role) => [role, kept.users?.[role] ?? randomBytes(18).toString("hex")]),
  );
  fs.writeFileSync(file, JSON.stringify({ ...kept, users: passwords }), { mode: 0o600 });
  return /** @type {Record<Role, string>} */ (passwords);
}
