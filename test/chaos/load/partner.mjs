// @ts-check
// The partners: publish with confirms, and write down each attempt before it is made. What was not
// confirmed may have arrived: some of it they send again, some of it they leave at that.
import { createHash } from "node:crypto";

import amqp from "amqplib";

import { Ledger } from "../../../docker/simulator/ledger.mjs";
import { eventually, pause } from "../stack/wait.mjs";

const EXCHANGE = "stock.in";
const MOST_UNCONFIRMED = 200;
const RECONNECT_MS = 300;
const SENT_AGAIN = 0.75;
const SETTLE_MS = 60_000;

/**
 * One body under one id, however often it was sent.
 * `ok`: a broker's confirm was seen for one of the sendings; `info`: none was, it may have arrived.
 * @typedef {Omit<import("./counted-bins.mjs").Message, "body"> & { body: Buffer, sha: string,
 *   round: number, sendings: number, state: "ok" | "info", wasInfo: boolean, overtaken: boolean }} Attempt
 *   `overtaken`: sent in another order than made
 */

export class Partner {
  /** @type {Map<string, Attempt>} by the digest of their bytes */
  attempts = new Map();
  round = 0;
  #left = 0;
  #unconfirmed = new Set();
  /** @type {Attempt[]} */
  #again = [];
  /** @type {import("amqplib").ConfirmChannel | null} */
  #channel = null;
  /** @type {import("amqplib").ChannelModel | null} */
  #connection = null;
  #closing = false;
  #running;

  /**
   * @param {{ url: string, file: string, rate: number,
   *   next: (now: Date) => import("./counted-bins.mjs").Message,
   *   random: ReturnType<typeof import("../../../docker/simulator/random.mjs").seeded> }} options
   *   `rate`: messages a second; `file`: of the journal
   */
  constructor({ url, file, rate, next, random }) {
    this.url = url;
    this.journal = new Ledger(file);
    this.rate = rate;
    this.next = next;
    this.random = random;
    this.#running = this.#run();
  }

  /** @param {number} most new messages of this round, not counting bursts */
  play(most) {
    this.#left = most;
  }

  /** Plays nothing new; resolves when everything sent has its answer. */
  async settle() {
    this.#left = 0;
    await eventually(
      "the partners have their confirms",
      () => this.#channel && this.#unconfirmed.size === 0 && this.#again.length === 0,
      { within: SETTLE_MS },
    );
  }

  /** What was sent in this round may arrive in any order. */
  losesOrder() {
    for (const attempt of this.attempts.values())
      if (attempt.round === this.round) attempt.overtaken = true;
  }

  /** Counted bins whose events may have arrived in another order than they were made. */
  disturbedBins() {
    const disturbed = [...this.attempts.values()].filter((each) => each.wasInfo || each.overtaken);
    return new Set(disturbed.flatMap(({ chain }) => chain?.bin ?? []));
  }

  async close() {
    this.#closing = true;
    await this.#running;
    await this.#connection?.close().catch(() => {});
    this.journal.close();
  }

  async #run() {
    while (!this.#closing) {
      if (!this.#channel) await this.#open().catch(() => {});
      const sent = this.#channel ? this.#tick() : false;
      await pause(sent ? 1000 / this.rate : this.#channel ? 20 : RECONNECT_MS);
    }
  }

  async #open() {
    const connection = await amqp.connect(`${this.url}?heartbeat=5`, { timeout: 5_000 });
    connection.on("error", () => {}); // "close" follows
    connection.on("close", () => this.#lost(connection));
    this.#connection = connection;
    const channel = await connection.createConfirmChannel();
    channel.on("error", () => {});
    this.#channel = channel;
  }

  /** @param {import("amqplib").ChannelModel} connection */
  #lost(connection) {
    if (connection !== this.#connection) return;
    this.#connection = this.#channel = null;
    for (const attempt of this.#unconfirmed) {
      attempt.wasInfo = true;
      this.journal.note({ line: "info", id: attempt.id, sha: attempt.sha });
      if (this.random.chance(SENT_AGAIN)) this.#again.push(attempt);
    }
    this.#unconfirmed.clear();
  }

  /** @returns {boolean} whether a pause is due before the next one */
  #tick() {
    if (this.#unconfirmed.size >= MOST_UNCONFIRMED) return true;
    const again = this.#again.shift();
    if (again) return this.#send(again);
    if (this.#left === 0) return false;
    this.#left -= 1;
    this.#send(this.#another());
    return true;
  }

  /**
   * Many at once, so that a fault that follows finds them on their way.
   * @param {number} count
   * @param {import("../faults/index.mjs").Random} [shuffled] they overtake each other
   */
  burst(count, shuffled) {
    if (!this.#channel) return;
    const attempts = Array.from({ length: count }, () => this.#another());
    this.#together(shuffled ? inRandomOrder(attempts, shuffled) : attempts);
  }

  /** Earlier messages again. @param {number} count @param {import("../faults/index.mjs").Random} random */
  repeat(count, random) {
    const earlier = [...this.attempts.values()];
    if (!this.#channel || earlier.length === 0) return;
    this.#together(Array.from({ length: count }, () => random.pick(earlier)));
  }

  /** @param {Attempt[]} attempts */
  #together(attempts) {
    for (const attempt of attempts) this.#write(attempt);
    this.journal.flush();
    for (const attempt of attempts) this.#publish(attempt);
  }

  #another() {
    const message = this.next(new Date());
    const sha = createHash("sha256").update(message.body).digest("hex");
    return this.attempts.get(sha) ?? this.#first(message, sha);
  }

  /** @param {import("./counted-bins.mjs").Message} message @param {string} sha @returns {Attempt} */
  #first(message, sha) {
    const { round } = this;
    const attempt = {
      ...message,
      sha,
      round,
      sendings: 0,
      state: "info",
      wasInfo: false,
      overtaken: false,
    };
    this.attempts.set(sha, /** @type {Attempt} */ (attempt));
    return /** @type {Attempt} */ (attempt);
  }

  /** @param {Attempt} attempt @returns {false} */
  #send(attempt) {
    this.#write(attempt);
    this.journal.flush();
    this.#publish(attempt);
    return false;
  }

  /** @param {Attempt} attempt */
  #write({ id, key, sha, round, expect, deltas }) {
    this.journal.note({ line: "attempt", round, id, key, sha, expect, deltas });
  }

  /** @param {Attempt} attempt */
  #publish(attempt) {
    const { id, key, sha, body } = attempt;
    attempt.sendings += 1;
    this.#unconfirmed.add(attempt);
    const channel = this.#channel;
    const answered = (/** @type {Error | null} */ error) => {
      if (channel !== this.#channel) return; // counted as lost already
      this.#unconfirmed.delete(attempt);
      if (error) {
        attempt.wasInfo = true;
        this.#again.push(attempt);
      } else attempt.state = "ok";
      this.journal.note({ line: error ? "info" : "ok", id, sha });
    };
    const options = {
      persistent: true,
      contentType: "application/cloudevents+json",
      messageId: id,
    };
    try {
      channel?.publish(EXCHANGE, key, body, options, answered);
    } catch {
      // The channel is closing; "close" of its connection takes the attempt back.
    }
  }
}

/**
 * @template T
 * @param {T[]} list
 * @param {import("../faults/index.mjs").Random} random
 * @returns {T[]}
 */
function inRandomOrder(list, random) {
  const left = [...list];
  return list.map(() => left.splice(random.integer(0, left.length - 1), 1)[0]);
}
