// The command and the page an admin trusts: what is sound, what is not, and what to do.
import { afterAll, beforeAll, expect, test } from "vitest";

import { eventually } from "../support/eventually.ts";
import { Tower } from "../support/stack.ts";

let tower: Tower;

beforeAll(async () => {
  tower = await Tower.open("doctor");
});
afterAll(async () => tower?.close());

async function doctor(management = true): Promise<{ code: number | null; text: string }> {
  const env: Record<string, string> = management
    ? { MANAGEMENT_URL: tower.instance.managementUrl }
    : {};
  const { code, stdout, stderr } = await tower.sidecar.command("doctor", env);
  return { code, text: stdout + stderr };
}

/** Throwaway databases are not synced to disk: three problems that it must not overlook. */
const UNSYNCED = ["fsync = off", "full_page_writes = off", "synchronous_commit = off"];
const problems = (text: string): string[] =>
  [...text.matchAll(/^PROBLEM +(.*)$/gm)].map(([, found = ""]) => found).sort();

const vhost = (path: string) => `/${path}/${encodeURIComponent(tower.db)}`;

test("without the management API it says what it could not see", async () => {
  const { code, text } = await doctor(false);
  expect(text).toContain("set MANAGEMENT_URL");
  expect(problems(text)).toEqual(UNSYNCED);
  expect(text).toMatch(/, 3 problems$/m);
  expect(code).toBe(1);
});

test("a sound broker is found sound, and Odoo's page shows the same", async () => {
  await eventually("the broker's figures", async () => {
    const { text } = await doctor();
    return text.includes("consumers: ");
  });
  const { text } = await doctor();
  expect(text).toContain("stock.dead: quorum, as the contract says");
  expect(text).toContain("PostgreSQL ");
  expect(problems(text)).toEqual(UNSYNCED);
  const rows = await tower.sql<{ found: string }>(
    "select found from stock_tower_doctor_check order by id",
  );
  for (const { found } of rows) expect(text).toContain(found);
  expect(rows.length).toBeGreaterThan(12);
});

test("a policy that loses messages, a missing binding and an idle queue are named", async () => {
  await tower.instance.broker.call("PUT", `${vhost("policies")}/careless`, {
    pattern: "^stock\\.dead$",
    definition: { "message-ttl": 60_000 },
    "apply-to": "queues",
  });
  await tower.sidecar.stop();
  await tower.instance.broker.call("DELETE", `${vhost("bindings")}/e/stock.dead/q/stock.dead/%23`);
  const text = await eventually("the broker's figures", async () => {
    const { text: seen } = await doctor();
    return seen.includes("nobody consumes") && seen.includes("messages vanish") ? seen : undefined;
  });
  expect(text).toContain("policy careless sets message-ttl");
  expect(text).toContain("binding stock.dead → stock.dead");
  expect(text).toContain("start a sidecar");
  expect((await doctor()).code).toBe(1);
});
