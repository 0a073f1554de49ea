#!/usr/bin/env node
/**
 * A warehouse day as RabbitMQ sees it. Stands for other people's systems: it shares
 * no code with the product and believes only its own lists and its own file.
 */
import { createHash } from "node:crypto";

import { Broker } from "./broker.mjs";
import { loadCatalogue } from "./catalogue.mjs";
import { Ledger } from "./ledger.mjs";
import { HELP, readOptions } from "./options.mjs";
import { DayPlan, PARTNERS } from "./plan.mjs";

const ENDLESS_DAY_MS = 15 * 60 * 1000; // without --for, a new day begins every 15 minutes
const TICK_MS = 20;

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const now = () => new Date().toISOString();

async function play(options) {
  const ledger = new Ledger(options.out);
  const plan = new DayPlan({ ...options, catalogue: loadCatalogue(options.catalogue) });
  const counts = { attempt: 0, ok: 0, fail: 0, outcome: 0 };

  const broker = new Broker({
    url: options.amqp,
    run: options.run,
    partners: Object.keys(PARTNERS),
    onOutcome(partner, event) {
      counts.outcome++;
      const { outcome, about = {}, code } = event.data;
      ledger.note({
        line: "outcome",
        at: now(),
        partner,
        outcome,
        code,
        ...about,
        eventId: event.id,
      });
    },
    onConfirm({ attempt }, error) {
      counts[error ? "fail" : "ok"]++;
      ledger.note({ line: error ? "fail" : "ok", attempt, at: now(), error: error?.message });
    },
  });
  await broker.open();
  ledger.commit({
    line: "run",
    at: now(),
    run: options.run,
    seed: options.seed,
    environment: options.environment,
  });

  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => stop.abort());

  await paced(options, stop.signal, (progress) => {
    const { body, ...message } = plan.next(progress, new Date());
    const attempt = ++counts.attempt;
    ledger.commit({ line: "attempt", attempt, at: now(), ...message, sha256: sha256(body) });
    broker.publish({ ...message, attempt, body });
  });

  await until(() => broker.waiting === 0, options.grace);
  await until(() => counts.outcome >= counts.ok, options.grace);
  ledger.commit({
    line: "end",
    at: now(),
    run: options.run,
    ...counts,
    unconfirmed: broker.waiting,
  });
  await broker.close();
  ledger.close();
  console.log(JSON.stringify({ run: options.run, ...counts }));
  return counts.ok === counts.attempt ? 0 : 1;
}

/** Calls `act(progress)` `rate` times a second until the day or the signal ends it. */
function paced({ rate, seconds }, signal, act) {
  const began = performance.now();
  const length = seconds ? seconds * 1000 : Infinity;
  // The hour of the day goes by messages, not by the clock: the same seed, the same day.
  const whole = Math.max(1, (rate * (seconds ? length : ENDLESS_DAY_MS)) / 1000);
  let done = 0;
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      const elapsed = performance.now() - began;
      const over = signal.aborted || elapsed >= length;
      const due = signal.aborted ? done : Math.floor((Math.min(elapsed, length) / 1000) * rate);
      try {
        for (; done < due; done++) act((done % whole) / whole);
      } catch (error) {
        clearInterval(timer);
        reject(error);
      }
      if (over) {
        clearInterval(timer);
        resolve();
      }
    }, TICK_MS);
  });
}

async function until(condition, seconds) {
  const deadline = performance.now() + seconds * 1000;
  while (!condition() && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

let options;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
if (!options) {
  console.log(HELP);
  process.exit(0);
}
try {
  process.exit(await play(options));
} catch (error) {
  console.error(`The day could not be played: ${error.message}`);
  process.exit(1);
}
