import type { ChannelModel } from "amqplib";
import { closed } from "./closed.ts";

export interface QueueDepth {
  readonly name: string;
  /** Messages that nobody holds yet. */
  readonly ready: number;
  readonly consumers: number;
}

/**
 * Asks on a channel of its own for each queue, because a question about a missing queue closes
 * the channel.
 * @returns those that are there
 */
export async function queueDepths(
  model: ChannelModel,
  names: readonly string[],
): Promise<QueueDepth[]> {
  const found = await Promise.all(names.map((name) => depthOf(model, name)));
  return found.filter((depth) => depth !== undefined);
}

async function depthOf(model: ChannelModel, name: string): Promise<QueueDepth | undefined> {
  const channel = await model.createChannel();
  channel.on("error", () => undefined);
  try {
    const { messageCount: ready, consumerCount: consumers } = await channel.checkQueue(name);
    await closed(channel);
    return { name, ready, consumers };
  } catch {
    return undefined;
  }
}
