import { EventEmitter } from "node:events";
import type { Channel } from "amqplib";
import { expect, test } from "vitest";
import { closed } from "./closed.ts";

/** As the library behaves: `close` settles with the broker's answer, `close` is emitted at the end. */
function channel(answer: Promise<void>): Channel {
  return Object.assign(new EventEmitter(), { close: () => answer }) as unknown as Channel;
}

test("the broker's answer ends it, and so does its refusal", async () => {
  await closed(channel(Promise.resolve()));
  await closed(channel(Promise.reject(new Error("already closed"))));
});

test("when the socket goes first, nobody answers, and it ends all the same", async () => {
  const dying = channel(new Promise(() => undefined));
  const done = closed(dying);
  dying.emit("close");
  await expect(done).resolves.toBeUndefined();
});
