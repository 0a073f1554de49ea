// kill -9 of whoever started the stack: the kernel clears up, because nobody else can.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, expect, test } from "vitest";

import { freePorts, isFree } from "../../docker/lib/ports.mjs";
import { eventually, eventuallyEqual } from "../support/eventually.ts";

const START = fileURLToPath(new URL("../../docker/start.mjs", import.meta.url));
const NAME = "killed";
const MINUTE = 60_000;

let home: string;
let state: string;
let ports: number[];
let starter: ChildProcess;

beforeAll(async () => {
  // A state folder of its own, and short: it holds Unix sockets.
  home = mkdtempSync(join(tmpdir(), "sk-"));
  state = join(home, "stock-control-tower", NAME);
  ports = await freePorts(4);
});
afterAll(() => {
  starter.kill("SIGKILL");
  rmSync(home, { recursive: true, force: true });
});

test("killed while the servers start", { timeout: 2 * MINUTE }, async () => {
  const output = start();
  await eventually("PostgreSQL runs", () => existsSync(join(state, "postgres", "postmaster.pid")), {
    within: MINUTE,
  }).catch((cause: unknown) => {
    throw new Error(output(), { cause });
  });
  expect(holders().length, "processes before the kill").toBeGreaterThan(2);
  starter.kill("SIGKILL");
  await nothingLeft();
});

test("killed while the day is played", { timeout: 4 * MINUTE }, async () => {
  const output = start();
  await eventually("the day is played", () => /applied [1-9]/.test(output()), {
    within: 3 * MINUTE,
  }).catch((cause: unknown) => {
    throw new Error(output(), { cause });
  });
  const { ports: all } = JSON.parse(readFileSync(join(state, "instance.json"), "utf8")) as {
    ports: Record<string, number>;
  };
  ports = [...new Set([...ports, ...Object.values(all)])];
  expect((await Promise.all(ports.map(isFree))).filter(Boolean), "free ports before").toHaveLength(
    0,
  );
  starter.kill("SIGKILL");
  await nothingLeft();
});

function start(): () => string {
  const [odoo, amqp, management, sidecar] = ports.map(String);
  let text = "";
  starter = spawn(process.execPath, [START], {
    env: {
      ...process.env,
      XDG_STATE_HOME: home,
      TOWER_NAME: NAME,
      TOWER_ODOO_PORT: odoo,
      TOWER_AMQP_PORT: amqp,
      TOWER_MANAGEMENT_PORT: management,
      TOWER_SIDECAR_PORT: sidecar,
    },
  });
  for (const stream of [starter.stdout, starter.stderr]) {
    stream?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  }
  return () => text;
}

async function nothingLeft(): Promise<void> {
  await eventuallyEqual("processes that see the state folder's mounts", holders, [], {
    within: 15_000,
  });
  expect(mounts("self"), "mounts").toBe(false);
  expect(await Promise.all(ports.map(isFree)), "ports are free").toEqual(ports.map(() => true));
}

/** Processes that run in the stack's namespace or carry its folder in their command line. */
function holders(): string[] {
  return readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .filter((pid) => mounts(pid) || read(`/proc/${pid}/cmdline`).includes(state))
    .map((pid) => `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").slice(0, 80)}`);
}

const mounts = (pid: string): boolean => read(`/proc/${pid}/mountinfo`).includes(state);

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // the process ended between the listing and the look
  }
}
