// A simulated day, judged from outside: the simulator's own file against Odoo's stock.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, expect, test } from "vitest";

import { STOCK } from "../../docker/lib/day.mjs";
import { eventually } from "../support/eventually.ts";
import { driftFromEvents, inboxCounts, outboxQuiet } from "../support/ledger.ts";
import type { Json } from "../support/rabbit.ts";
import { ENVIRONMENT, Tower } from "../support/stack.ts";

const repository = (path: string): string =>
  fileURLToPath(new URL(`../../${path}`, import.meta.url));
const SECONDS = 10;
const RATE = 30;

let tower: Tower;
let folder: string;
let sent: Json[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "day-"));
  tower = await Tower.open("e2e_day");
  await keepStock("before.json");
  const day = await tower.instance.start({
    name: "simulator-e2e",
    argv: [
      ...[process.execPath, repository("docker/simulator/day.mjs"), "--amqp", tower.amqp],
      ...["--catalogue", repository("odoo_addons/stock_control_tower_demo/data")],
      ...["--out", join(folder, "sent.jsonl"), "--environment", ENVIRONMENT, "--seed", "7"],
      ...["--rate", String(RATE), "--for", String(SECONDS)],
    ],
  });
  expect((await day.exited).code, `exit of the simulator, its log: ${day.log}`).toBe(0);
  await eventually("published", () => outboxQuiet(tower));
  await keepStock("after.json");
  sent = readFileSync(join(folder, "sent.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await tower.close();
});

test("the day was a day: three warehouses, lots, repeats, conflicts and refusals", async () => {
  const attempts = sent.filter(({ line }) => line === "attempt");
  expect(attempts.length).toBe(SECONDS * RATE);
  const expected = (outcome: string) =>
    attempts.filter(({ expect: word }) => word === outcome).length;
  for (const outcome of ["applied", "duplicate", "refused"]) {
    expect(expected(outcome), outcome).toBeGreaterThan(0);
  }
  const deltas = attempts.flatMap(({ deltas: list }) => list);
  expect(new Set(deltas.map(({ warehouse }) => warehouse)).size).toBe(3);
  expect(deltas.some(({ lot }) => lot)).toBe(true);
  expect(await inboxCounts(tower)).toMatchObject({
    applied: expected("applied"),
    refused: expected("refused"),
    conflict: expected("conflict"),
    duplicates: expected("duplicate"),
  });
});

test("per product, location and lot, Odoo's stock is what the partners sent: exit code 0", () => {
  const { status, output } = compare();
  expect(status, output).toBe(0);
});

test("stock is the sum of its events", async () => {
  expect(await driftFromEvents(tower)).toEqual([]);
});

test("one falsified quant makes it exit 1", async () => {
  const [{ id }] = await tower.sql(
    `select q.id from stock_quant q join stock_location l on l.id = q.location_id
      where l.usage = 'internal' and q.quantity > 0 limit 1`,
  );
  await tower.sql("update stock_quant set quantity = quantity + 1 where id = $1", [id]);
  await keepStock("after.json");
  const { status, output } = compare();
  expect(status, output).toBe(1);
  expect(await driftFromEvents(tower)).toHaveLength(1);
  await tower.sql("update stock_quant set quantity = quantity - 1 where id = $1", [id]);
  await keepStock("after.json");
});

test("one falsified line of the partners' file makes it exit 1", () => {
  const lines = structuredClone(sent);
  const line = lines.find(({ deltas }) => deltas?.length);
  line.deltas[0].quantity = String(Number(line.deltas[0].quantity) + 1);
  writeFileSync(join(folder, "false.jsonl"), lines.map((each) => JSON.stringify(each)).join("\n"));
  const { status, output } = compare("false.jsonl");
  expect(status, output).toBe(1);
});

async function keepStock(name: string): Promise<void> {
  const rows = await tower.instance.sql(tower.db, STOCK);
  expect(rows.length).toBeGreaterThan(200);
  writeFileSync(join(folder, name), JSON.stringify(rows));
}

function compare(file = "sent.jsonl"): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...[repository("docker/compare.mjs"), "--before", join(folder, "before.json")],
      ...["--after", join(folder, "after.json"), "--sent", join(folder, file)],
    ],
    { encoding: "utf8" },
  );
  return { status, output: stdout + stderr };
}
