// @ts-check
// Both directions at once: partners publish, users work in Odoo.
import fs from "node:fs";
import path from "node:path";

import { loadCatalogue } from "../../../docker/simulator/catalogue.mjs";
import { DayPlan } from "../../../docker/simulator/plan.mjs";
import { seeded } from "../../../docker/simulator/random.mjs";
import { REPOSITORY } from "../../run/paths.mjs";
import { eventually } from "../stack/wait.mjs";
import { CountedBins } from "./counted-bins.mjs";
import { Contradictions } from "./contradictions.mjs";
import { Partner } from "./partner.mjs";
import { preparePlaces } from "./places.mjs";
import { Users } from "./users.mjs";

const LISTS = path.join(REPOSITORY, "odoo_addons/stock_control_tower_demo/data");
const RATE = 20; // messages a second
const USERS = 3;
const DAY = 500; // messages of a simulated day, from its receipts to its counts
const COUNTED_SHARE = 0.3;
/** Work that must have been done before a fault strikes. */
const UNDER_WAY = { messages: 15, acts: 2 };
/** Of one round, so that a slow machine does not pile up work. */
const MOST = { messages: 300, acts: 60 };
const UNDER_WAY_MS = 60_000;

export class Load {
  /**
   * @param {import("../stack/stack.mjs").Stack} stack
   * @param {{ seed: number, folder: string }} options `folder` for the journals
   */
  static async prepare(stack, { seed, folder }) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    return new Load(stack, await preparePlaces(stack), seed, folder);
  }

  /**
   * @param {import("../stack/stack.mjs").Stack} stack
   * @param {Awaited<ReturnType<typeof preparePlaces>>} places
   * @param {number} seed
   * @param {string} folder
   */
  constructor(stack, places, seed, folder) {
    const run = `chaos${seed}`;
    const { environment, database } = stack;
    const bins = places.counted;
    this.counted = new CountedBins({ random: seeded(seed + 4), bins, run, environment });
    this.partner = new Partner({
      url: stack.amqp.simulator,
      file: path.join(folder, "messages.jsonl"),
      rate: RATE,
      random: seeded(seed + 1),
      next: messages({ seed, run, environment, counted: this.counted }),
    });
    this.users = new Users({
      ...{ url: stack.odooUrl, database, count: USERS, places, random: seeded(seed + 2) },
      file: path.join(folder, "acts.jsonl"),
    });
  }

  /** Resolves when work is under way in both directions. @param {number} round */
  async play(round) {
    const { partner, users } = this;
    partner.round = users.round = round;
    this.counted.retire(this.partner.disturbedBins());
    const before = { messages: partner.attempts.size, acts: users.acts.length };
    partner.play(MOST.messages);
    users.play(MOST.acts);
    await eventually(
      "work is under way both ways",
      () =>
        partner.attempts.size >= before.messages + UNDER_WAY.messages &&
        users.acts.length >= before.acts + UNDER_WAY.acts,
      { within: UNDER_WAY_MS, every: 20 },
    );
  }

  /** @param {number} count @param {import("../faults/index.mjs").Random} [shuffled] */
  burst(count, shuffled) {
    this.partner.burst(count, shuffled);
  }

  /** @param {number} count @param {import("../faults/index.mjs").Random} random */
  repeat(count, random) {
    this.partner.repeat(count, random);
  }

  /** Nothing new; resolves when everybody has answers. */
  async settle() {
    await Promise.all([this.partner.settle(), this.users.settle()]);
  }

  async close() {
    await Promise.all([this.partner.close(), this.users.close()]);
  }
}

/**
 * What the partners say, one message a call.
 * @param {{ seed: number, run: string, environment: string, counted: CountedBins }} options
 */
function messages({ seed, run, environment, counted }) {
  const random = seeded(seed + 3);
  const day = new DayPlan({ seed, catalogue: loadCatalogue(LISTS), run, environment });
  const contradictions = new Contradictions();
  let number = 0;
  return (/** @type {Date} */ now) => {
    if (random.chance(COUNTED_SHARE)) return counted.next(now);
    return contradictions.explained(day.next((number++ % DAY) / DAY, now));
  };
}
