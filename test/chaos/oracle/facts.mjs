// @ts-check
// Gathers what the checks look at. All that is decided about it is in the checks.
import * as SQL from "./sql.mjs";

const CATCH_UP_MS = 20_000;

/**
 * @typedef {{ said_by: string, key: string, quantity: string }} Figure
 * @typedef {{ id: number, source: string, event_id: string, partner: string, sha: string,
 *   state: string, code: string | null, repeats: number, answers: number }} InboxRow
 *
 * @typedef {object} Facts
 * @property {import("../load/partner.mjs").Attempt[]} attempts
 * @property {import("../load/users.mjs").Act[]} acts
 * @property {InboxRow[]} inbox
 * @property {{ inbox: number, key: string, quantity: string }[]} effects
 * @property {Figure[]} figures
 * @property {Figure[]} reserved
 * @property {Figure[]} states
 * @property {{ key: string, quantity: string }[]} unbalanced
 * @property {{ line: number, lines: number, events: number }[]} unpaired
 * @property {{ id: string }[]} orphanAnswers
 * @property {{ id: string, reason: string }[]} repairs
 * @property {{ rows: number, numbered: number, different: number, ids: number, first: number,
 *   last: number }} numbers
 * @property {string[]} unpublished ids that the outbox has and the subscriber has not
 * @property {number} published different ids the subscriber has
 * @property {string[]} contradicted
 * @property {{ name: string, done: number, cancelled: number }[]} transfers
 * @property {{ bin: string, quantity: string }[]} counted
 */

export class Gatherer {
  #seen = 0;
  /** @type {Set<string>} */
  #missing = new Set();

  /**
   * @param {{ stack: import("../stack/stack.mjs").Stack,
   *   subscriber: import("./subscriber.mjs").Subscriber,
   *   partner: import("../load/partner.mjs").Partner, users: import("../load/users.mjs").Users,
   *   baseline: { inbox: number, line: number } }} sources
   */
  constructor(sources) {
    this.sources = sources;
  }

  /** @returns {Promise<Facts>} */
  async gather() {
    const { subscriber, partner, users, stack } = this.sources;
    const told = await stack.snapshot((sql) => this.#told(sql));
    await subscriber.caughtUp(told.numbers.numbered, CATCH_UP_MS);
    for (const id of this.#missing) if (subscriber.bodies.has(id)) this.#missing.delete(id);
    return {
      ...told,
      attempts: [...partner.attempts.values()],
      acts: users.acts,
      unpublished: [...this.#missing],
      published: subscriber.bodies.size,
      contradicted: [...subscriber.contradicted],
    };
  }

  /** @param {import("../stack/stack.mjs").Stack["sql"]} sql of one moment */
  async #told(sql) {
    const { baseline } = this.sources;
    // Only what is new since the last time, and what was missing then.
    for (const { id, sequence } of await sql(SQL.EVENTS, [this.#seen])) {
      this.#missing.add(id);
      this.#seen = sequence;
    }
    const [numbers] = await sql(SQL.NUMBERS);
    return {
      numbers,
      inbox: await sql(SQL.INBOX, [baseline.inbox]),
      effects: await sql(SQL.EFFECTS, [baseline.inbox]),
      figures: await sql(SQL.FIGURES),
      reserved: await sql(SQL.RESERVED),
      states: await sql(SQL.STATES),
      unbalanced: await sql(SQL.UNBALANCED),
      unpaired: await sql(SQL.UNPAIRED, [baseline.line]),
      orphanAnswers: await sql(SQL.ORPHAN_ANSWERS),
      repairs: await sql(SQL.REPAIRS),
      transfers: await sql(SQL.TRANSFERS),
      counted: await sql(SQL.COUNTED),
    };
  }
}
