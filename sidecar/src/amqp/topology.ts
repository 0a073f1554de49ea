import type { Channel, ChannelModel } from "amqplib";
import { Retryable } from "../core/errors.ts";
import type { Topology } from "../core/topology.ts";
import { closed } from "./closed.ts";

/** Puts everything the broker must hold in place. */
export type Declare = (model: ChannelModel) => Promise<void>;

/**
 * Declares everything; what exists already with the same settings stays as it is.
 * @throws Retryable `topology_differs` when the broker holds an object with other settings
 */
export async function declareTopology(model: ChannelModel, topology: Topology): Promise<void> {
  const channel = await model.createChannel();
  // The rejected declaration says the same; without a listener the event would end the process.
  channel.on("error", () => undefined);
  try {
    await declareOn(channel, topology);
    await closed(channel);
  } catch (cause) {
    await closed(channel);
    throw new Retryable(
      "topology_differs",
      `the topology could not be declared: ${(cause as Error).message}`,
      { remedy: "delete the object the broker names, once it is empty, or grant configure", cause },
    );
  }
}

async function declareOn(channel: Channel, topology: Topology): Promise<void> {
  for (const { name, type, durable, arguments: args } of topology.exchanges) {
    await channel.assertExchange(name, type, { durable, arguments: args });
  }
  for (const { name, durable, arguments: args } of topology.queues) {
    await channel.assertQueue(name, { durable, arguments: args });
  }
  for (const { exchange, queue, routingKey } of topology.bindings) {
    await channel.bindQueue(queue, exchange, routingKey);
  }
}
