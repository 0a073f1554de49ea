// @ts-check
// npm start [-- --for SECONDS]: the whole stack and a simulated warehouse day, in the foreground.
import { parseArgs } from "node:util";

import { playAndCompare, startDay } from "./lib/day.mjs";
import { Ending } from "./lib/ending.mjs";
import { ensureReady } from "./lib/ready.mjs";
import { Progress } from "./lib/progress.mjs";
import { Refusal, checkRuntime } from "./lib/preflight.mjs";
import { report } from "./lib/report.mjs";
import { readSettings } from "./lib/settings.mjs";
import { bringUp } from "./lib/stack.mjs";
import { statusLine, towerStatus } from "./lib/tower-api.mjs";

const HELP = `npm start                    the stack and a simulated warehouse day; Ctrl-C ends it, data stays
npm start -- --for SECONDS   a day of that length, then stock compared; exit 0 = equal, 1 = not

Ports and name: docker/README.md. Data away: npm run stack -- reset.`;

const ending = new Ending();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!ending.asked) {
    console.error(
      `\n${error instanceof Refusal ? error.message : /** @type {Error} */ (error).stack}`,
    );
    process.exitCode = 1;
  }
} finally {
  await ending.end();
}
process.exit();

/** @param {string[]} args */
async function main(args) {
  const { values } = parseArgs({
    args,
    options: { for: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help) return say(HELP);
  const seconds = values.for === undefined ? 0 : Number(values.for);
  if (!(seconds >= 0 && seconds <= 86_400))
    throw new Refusal(`--for is "${values.for}": give seconds from 1 to 86400.`);

  const settings = readSettings(process.env);
  const progress = new Progress();
  checkRuntime();
  await ensureReady(settings, progress);
  const stack = await bringUp(settings, progress, (instance) =>
    ending.before(() => instance.close()),
  );
  say(welcome(stack));
  return seconds ? compared(stack, seconds, progress) : endless(stack);
}

/**
 * @param {import("./lib/stack.mjs").Stack} stack
 * @param {number} seconds
 * @param {Progress} progress
 */
async function compared(stack, seconds, progress) {
  const stopLine = live(stack);
  const { comparison, folder } = await playAndCompare(stack, seconds, (line) => progress.say(line));
  stopLine();
  say(`\n${report(comparison)}\nFiles: ${folder}`);
  return comparison.equal ? 0 : 1;
}

/** @param {import("./lib/stack.mjs").Stack} stack */
async function endless(stack) {
  await startDay(stack);
  live(stack);
  await ending.signal;
  return 0;
}

/**
 * A line each second.
 * @param {import("./lib/stack.mjs").Stack} stack
 */
function live({ odooUrl, credentials }) {
  const timer = setInterval(async () => {
    const line = await towerStatus(odooUrl, credentials.token).then(
      statusLine,
      (error) => `Odoo does not answer: ${error.message}`,
    );
    const time = new Date().toTimeString().slice(0, 8);
    if (timer.hasRef() && !ending.asked) say(`${time}  ${line}`);
  }, 1000);
  return () => clearInterval(timer.unref());
}

/** @param {import("./lib/stack.mjs").Stack} stack */
function welcome({ instance, odooUrl, sidecarUrl }) {
  const { user, password } = instance.info.broker;
  return `
  The tower     ${odooUrl}/odoo/control-tower      login admin, password admin
  RabbitMQ      http://127.0.0.1:${instance.ports.management}      login ${user}, password ${password}
  The sidecar   ${sidecarUrl}/status
  Logs          ${instance.logs}
`;
}

/** @param {string} line */
function say(line) {
  console.log(line);
  return 0;
}
