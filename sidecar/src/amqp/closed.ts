import type { Channel, ChannelModel } from "amqplib";

/**
 * Closes a channel or a connection. Resolves when that is done or the socket is gone: the library's
 * own promise waits for the broker's answer for ever when the socket goes first.
 */
export function closed(one: Channel | ChannelModel): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => resolve();
    one.once("close", done);
    one.close().then(done, done);
  });
}
