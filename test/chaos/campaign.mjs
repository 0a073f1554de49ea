// @ts-check
// The campaign: load, fault, healing, quiet, verdict; again and again on one stack.
import fs from "node:fs";
import path from "node:path";

import { seeded } from "../../docker/simulator/random.mjs";
import { schedule } from "./faults/index.mjs";
import { Load } from "./load/load.mjs";
import { judge } from "./oracle/checks.mjs";
import { Gatherer } from "./oracle/facts.mjs";
import { BASELINE } from "./oracle/sql.mjs";
import { Subscriber } from "./oracle/subscriber.mjs";
import { tally } from "./oracle/tally.mjs";
import { quiet } from "./stack/quiet.mjs";
import { Stack } from "./stack/stack.mjs";
import { tidy } from "./stack/tidy.mjs";
import { pause } from "./stack/wait.mjs";

const PATIENCE_MS = 180_000; // with a healed stack; thirty times what it usually takes
/** A fault strikes up to so long after work got under way. */
const LATEST_STRIKE_MS = 2_000;
/** Half of the faults strike right behind a burst, while its confirms are on their way. */
const BURST_SHARE = 0.5;
const MOST_AT_ONCE = 200;

/**
 * @typedef {import("./oracle/tally.mjs").Tally & { number: number, kind: string, what: string,
 *   recovery: number, seconds: number, violations: string[] }} Result times in seconds; `recovery`
 *   from the end of the fault until everything is settled
 */

/**
 * Ends at the first fault that leaves something wrong: what follows would be judged on spoilt ground.
 * @param {{ faults: number, seed: number, only: string[], folder: string, addons?: string,
 *   bundle?: string, sql?: string[], patience?: number,
 *   until?: (violations: string[]) => boolean }} options `sql` is run first; `patience`: milliseconds
 *   from a fault's end until everything is settled; `until`: another reason to end
 * @param {{ say: (line: string) => void, onResult: (result: Result) => void }} listener
 * @returns {Promise<Result[]>}
 */
export async function runCampaign(options, { say, onResult }) {
  const { seed, folder, addons, bundle, sql = [], patience = PATIENCE_MS, until = any } = options;
  const plan = schedule(options, seeded(seed));
  const stack = await Stack.open({ addons, bundle, say });
  const subscriber = new Subscriber(stack.instance.broker.url(stack.environment));
  let load;
  try {
    load = await Load.prepare(stack, { seed, folder: path.join(folder, "journal") });
    await quiet(stack, { within: PATIENCE_MS });
    for (const statement of sql) await stack.sql(statement);
    const [baseline] = await stack.sql(BASELINE);
    const gatherer = new Gatherer({ ...load, stack, subscriber, baseline });
    const results = [];
    const before = judge(await gatherer.gather());
    if (before.length) throw new Error(`Wrong before the first fault:\n${before.join("\n")}`);
    for (const [index, fault] of plan.entries()) {
      const number = index + 1;
      const luck = seeded(seed + number * 7919);
      const result = await round({ number, fault, luck, stack, load, gatherer, patience });
      results.push(result);
      onResult(result);
      if (until(result.violations)) break;
    }
    return results;
  } finally {
    await load?.close();
    await subscriber.close();
    fs.cpSync(stack.instance.logs, path.join(folder, "chaos-logs"), { recursive: true });
    await stack.close();
  }
}

/**
 * @param {{ number: number, fault: import("./faults/index.mjs").Fault,
 *   luck: import("./faults/index.mjs").Random, stack: Stack, load: Load, gatherer: Gatherer,
 *   patience: number }} parts
 * @returns {Promise<Result>}
 */
async function round({ number, fault, luck, stack, load, gatherer, patience }) {
  const begun = performance.now();
  await load.play(number);
  await pause(luck.integer(0, LATEST_STRIKE_MS));
  if (luck.chance(BURST_SHARE)) load.burst(luck.integer(20, MOST_AT_ONCE));
  const violations = [];
  let what = fault.kind;
  let healed = begun;
  let recovery = 0;
  try {
    what = await fault.strike(stack, luck, load);
    await fault.heal?.(stack);
    await stack.heal();
    healed = performance.now();
    await load.settle();
    if (fault.losesOrder) load.partner.losesOrder();
    await quiet(stack, { within: patience });
    recovery = seconds(healed);
    await tidy(stack);
    await quiet(stack, { within: patience });
  } catch (error) {
    violations.push(`recovery: ${/** @type {Error} */ (error).message}`);
    recovery ||= seconds(healed);
  }
  const facts = await gatherer.gather();
  violations.push(...judge(facts));
  return {
    ...{ number, kind: fault.kind, what, ...tally(facts, number) },
    ...{ recovery, seconds: seconds(begun), violations },
  };
}

/** @param {string[]} violations */
const any = (violations) => violations.length > 0;

/** @param {number} since */
const seconds = (since) => Math.round((performance.now() - since) / 100) / 10;
