import type { Channel, ChannelModel, GetMessage } from "amqplib";
import { EXCHANGES, QUEUES } from "../core/topology.ts";
import type { Logger } from "../observability/logger.ts";
import { closed } from "./closed.ts";
import type { Publisher } from "./publisher.ts";

const ROUND = 500;

/**
 * What an earlier release left in its one queue goes to the intake, under its own routing key;
 * then the queue is deleted. Killed anywhere, it goes on at the next start.
 */
export async function moveFormerQueue(
  model: ChannelModel,
  publisher: Publisher,
  log: Logger,
): Promise<void> {
  const queue = QUEUES.formerInbound;
  if (!(await exists(model, queue))) return;
  const channel = await model.createChannel();
  channel.on("error", () => undefined);
  await channel.unbindQueue(queue, EXCHANGES.in, "#");
  let moved = 0;
  for (;;) {
    const round = await take(channel, queue);
    if (round.length === 0) break;
    await publisher.publishWindow(
      round.map(({ fields, content, properties }) => ({
        exchange: EXCHANGES.in,
        key: fields.routingKey,
        content,
        properties,
      })),
    );
    const last = round.at(-1);
    if (last) channel.ack(last, true);
    moved += round.length;
  }
  const { consumerCount } = await channel.checkQueue(queue);
  // A sidecar of the earlier release may still hold messages; the next start looks again.
  if (consumerCount === 0) await channel.deleteQueue(queue);
  await closed(channel);
  log.info({ part: "broker", queue, count: moved }, "the former queue was moved to the intake");
}

async function exists(model: ChannelModel, queue: string): Promise<boolean> {
  const probe = await model.createChannel();
  // A question about a missing queue closes the channel.
  probe.on("error", () => undefined);
  try {
    await probe.checkQueue(queue);
    await closed(probe);
    return true;
  } catch {
    return false;
  }
}

async function take(channel: Channel, queue: string): Promise<GetMessage[]> {
  const taken: GetMessage[] = [];
  while (taken.length < ROUND) {
    const message = await channel.get(queue, { noAck: false });
    if (!message) break;
    taken.push(message);
  }
  return taken;
}
