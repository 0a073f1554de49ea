// @ts-check
// npm run stack -- up | down | reset | health | logs
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { checkHealth } from "./lib/health.mjs";
import { lock } from "./lib/lock.mjs";
import { layout, stateOf } from "./lib/paths.mjs";
import { Refusal, checkRuntime } from "./lib/preflight.mjs";
import { Progress } from "./lib/progress.mjs";
import { ensureReady } from "./lib/ready.mjs";
import { readSettings } from "./lib/settings.mjs";
import { SIDECAR, readPublished } from "./lib/stack.mjs";

const HELP = `npm run stack -- up       starts the stack in the background
npm run stack -- health   what answers; exit 0 when all do
npm run stack -- doctor   what is not as it should be, and what to do; exit 0 without problems
npm run stack -- logs     follows the logs; logs NAME follows one
npm run stack -- down     ends it, also one that npm start runs; data stays
npm run stack -- reset    ends it and removes its data`;

const KEEPER = fileURLToPath(new URL("keeper.mjs", import.meta.url));
const settings = readSettings(process.env);
const state = stateOf(settings.name);
const commands = { up, down, reset, health, doctor, logs };

try {
  const [name = "help", ...args] = process.argv.slice(2);
  const command = commands[/** @type {keyof typeof commands} */ (name)];
  if (!command) console.log(HELP);
  else {
    checkRuntime();
    process.exitCode = await command(...args);
  }
  if (!command && name !== "help" && name !== "--help") process.exitCode = 2;
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exitCode = 1;
}

async function up() {
  const progress = new Progress();
  await ensureReady(settings, progress);
  fs.mkdirSync(layout(state).logs, { recursive: true, mode: 0o700 });
  const file = path.join(layout(state).logs, "keeper.log");
  const log = fs.openSync(file, "w");
  const keeper = spawn(process.execPath, [KEEPER], { detached: true, stdio: ["ignore", log, log] });
  const ended = new Promise((resolve) => keeper.once("exit", () => resolve(true)));
  for (let shown = 0; ;) {
    const over = await Promise.race([
      ended,
      new Promise((resolve) => setTimeout(() => resolve(false), 200)),
    ]);
    const text = fs.readFileSync(file, "utf8");
    process.stdout.write(text.slice(shown));
    shown = text.length;
    if (/^READY$/m.test(text)) break;
    if (over) throw new Refusal(`The stack did not come up (log: ${file}).`);
  }
  keeper.unref();
  console.log(`The tower: ${readPublished(state)?.odooUrl}/odoo/control-tower (admin / admin)`);
  return 0;
}

async function down() {
  const running = await holder();
  if (!running) return say(`The stack "${settings.name}" does not run.`);
  process.kill(running, "SIGTERM");
  const release = await lock(layout(state).lock);
  await release?.();
  return say(`The stack "${settings.name}" has ended; its data stays in ${state}.`);
}

async function reset() {
  if (await holder()) await down();
  if (!fs.existsSync(state)) return say("There is no data.");
  fs.rmSync(state, { recursive: true });
  return say(`Removed ${state}.`);
}

async function health() {
  if (!(await holder())) {
    console.error(`The stack "${settings.name}" does not run: npm run stack -- up, or npm start.`);
    return 1;
  }
  const parts = await checkHealth(state);
  for (const { name, ok, detail } of parts) say(`${ok ? "ok  " : "FAIL"}  ${name}  ${detail}`);
  return parts.every(({ ok }) => ok) ? 0 : 1;
}

async function doctor() {
  const published = (await holder()) ? readPublished(state) : null;
  if (!published) throw new Refusal(`The stack "${settings.name}" does not run: npm start.`);
  const env = { PATH: process.env.PATH ?? "", ...published.sidecarEnv };
  const look = spawn(process.execPath, [SIDECAR, "doctor"], { env, stdio: "inherit" });
  return new Promise((resolve) => look.once("exit", (code) => resolve(code ?? 1)));
}

/** @param {string} [name] */
async function logs(name) {
  const folder = layout(state).logs;
  const all = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const files = all.filter((file) => !name || file === `${name}.log`);
  if (!files.length) {
    const known = all.map((file) => path.parse(file).name).join(", ");
    throw new Refusal(
      `No log${name ? ` "${name}"` : ""} in ${folder}${known && `; there are: ${known}`}.`,
    );
  }
  const tail = spawn("tail", ["-n", "30", "-F", ...files], { cwd: folder, stdio: "inherit" });
  return new Promise((resolve) => tail.once("exit", (code) => resolve(code ?? 0)));
}

/** The process that holds the stack, or null when none does. A killed one leaves its number, not the lock. */
async function holder() {
  if (!fs.existsSync(state)) return null;
  const release = await lock(layout(state).lock, { wait: false });
  if (!release) return readPublished(state)?.pid ?? null;
  await release();
  return null;
}

/** @param {string} line */
function say(line) {
  console.log(line);
  return 0;
}
