/** Runs the partner's Python program (foreign.py) with what Debian ships. */
import { readFileSync } from "node:fs";

import type { Tower } from "./stack.ts";
import type { Json } from "./rabbit.ts";

const PROGRAM = readFileSync(new URL("foreign.py", import.meta.url), "utf8");

export class Foreign {
  constructor(private readonly tower: Tower) {}

  /** Declares a durable queue bound to `key`; what arrives waits in it. */
  async bind(queue: string, key: string, exchange = "stock.out"): Promise<void> {
    await this.#order({ op: "bind", queue, key, exchange });
  }

  /**
   * Publishes with confirms, one after the other.
   * @returns when the first left, in milliseconds since 1970
   */
  async publish(messages: { key: string; body: string }[], exchange = "stock.in"): Promise<number> {
    const answer = await this.#order({ op: "publish", messages, exchange });
    return answer.began * 1000;
  }

  /** Takes `count` messages; ends early when none comes for `seconds`. */
  collect(
    queue: string,
    count: number,
    seconds = 20,
  ): Promise<{ events: { key: string; event: Json }[]; left: number }> {
    return this.#order({ op: "collect", queue, count, seconds });
  }

  async #order(order: object): Promise<Json> {
    const { code, stdout, stderr } = await this.tower.instance.run({
      argv: ["/usr/bin/python3", "-c", PROGRAM],
      inRoot: true,
      input: JSON.stringify({ url: this.tower.amqp, ...order }),
      timeoutMs: 60_000,
    });
    if (code !== 0) throw new Error(`The Python client ended with ${code}:\n${stderr}`);
    return JSON.parse(stdout);
  }
}
