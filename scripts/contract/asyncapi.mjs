/** Writes the AsyncAPI document: references to the schemas, no shapes of its own. */
import { kindsOf, readJson } from "./schemas.mjs";

/** @typedef {import('./schemas.mjs').Schema} Schema */

/** The kinds a partner may send; those Odoo makes of its own accord are outgoing only. */
const OUTGOING_ONLY = new Set([
  ...["reservation_changed", "movement_amended", "ledger_self_healed", "unit_redefined"],
  ...["opening_balance", "event_outcome"],
]);

/** @param {Record<string, Schema>} schemas */
export function asyncapi(schemas) {
  const kinds = kindsOf(schemas);
  const topology = readJson("topology.json");
  const incoming = kinds.filter((kind) => !OUTGOING_ONLY.has(kind));
  return {
    asyncapi: "3.1.0",
    info: {
      title: "Stock Control Tower",
      version: "1.0.0",
      description:
        "Stock events between Odoo and its partners over AMQP 0-9-1. Shapes are in the JSON " +
        "Schemas beside this file, names of exchanges and queues in topology.json.",
      license: { name: "LGPL-3.0-or-later" },
    },
    defaultContentType: "application/cloudevents+json",
    channels: {
      partnerEvents: channel(topology, "stock.in", topology.keys.inbound, incoming),
      towerEvents: channel(topology, "stock.out", topology.keys.outbound, kinds),
    },
    operations: {
      receivePartnerEvents: operation("receive", "partnerEvents", "Odoo applies or refuses each."),
      sendTowerEvents: operation(
        "send",
        "towerEvents",
        "Every change of stock, and every outcome.",
      ),
    },
    components: {
      messages: Object.fromEntries(kinds.map((kind) => [kind, message(schemas, kind)])),
    },
  };
}

/** @param {any} topology @param {string} exchange @param {string} key @param {string[]} kinds */
function channel(topology, exchange, key, kinds) {
  const found = topology.exchanges.find((/** @type {any} */ entry) => entry.name === exchange);
  return {
    address: key.replaceAll("<", "{").replaceAll(">", "}"),
    description: found.description,
    parameters: Object.fromEntries(
      [...key.matchAll(/<(\w+)>/g)].map(([, name]) => [name, { description: `Word ${name}` }]),
    ),
    messages: Object.fromEntries(
      kinds.map((kind) => [kind, { $ref: `#/components/messages/${kind}` }]),
    ),
    bindings: {
      amqp: {
        is: "routingKey",
        exchange: { name: found.name, type: found.type, durable: found.durable, autoDelete: false },
        bindingVersion: "0.3.0",
      },
    },
  };
}

/** @param {'send' | 'receive'} action @param {string} channelName @param {string} summary */
function operation(action, channelName, summary) {
  return { action, channel: { $ref: `#/channels/${channelName}` }, summary };
}

/** @param {Record<string, Schema>} schemas @param {string} kind */
function message(schemas, kind) {
  return {
    name: kind,
    title: schemas[`events/${kind}.schema.json`]?.["title"],
    summary: schemas[`events/${kind}.schema.json`]?.["description"],
    contentType: "application/cloudevents+json",
    payload: {
      schemaFormat: "application/schema+json;version=2020-12",
      schema: { $ref: `./events/${kind}.schema.json` },
    },
  };
}
