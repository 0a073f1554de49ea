// Broken, careless and hostile messages through the real broker: nothing falls over, and each
// message ends in exactly one recorded outcome.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { afterAll, beforeAll, expect, test } from "vitest";

import { eventually } from "../support/eventually.ts";
import { fuzzMessages, type FuzzMessage } from "../support/fuzz/messages.ts";
import { driftFromEvents, plainSkus } from "../support/ledger.ts";
import { Rabbit } from "../support/rabbit.ts";
import { Tower } from "../support/stack.ts";

const MESSAGES = Number(process.env.FUZZ ?? "1000");
// The gate sends the same row each time; the long command another.
const SEED = Number(process.env.SEED ?? (process.env.FUZZ ? Date.now() % 2 ** 31 : 2026));
/** Sent at once; the next follow when Odoo has decided these. */
const ROW = 5_000;
const MESSAGE_MS = 40;
/** A line of Odoo's access log, up to the status. */
const RPC_CALL = /"POST \/stock_control_tower\/rpc HTTP\/1\.\d" \d+/g;

let tower: Tower;
let rabbit: Rabbit;

beforeAll(async () => {
  tower = await Tower.open("fuzz");
  rabbit = await Rabbit.connect(tower.amqp);
  tower.onClose(() => rabbit.close());
});
afterAll(async () => tower?.close());

test(
  `${String(MESSAGES)} messages end in one outcome each (SEED=${String(SEED)})`,
  { timeout: 120_000 + MESSAGES * MESSAGE_MS },
  async () => {
    console.log(`fuzz: SEED=${String(SEED)} FUZZ=${String(MESSAGES)}`);
    const skus = await plainSkus(tower, 20);
    const pid = tower.sidecar.pid;
    const sent = new Map<string, number>();
    for (let offset = 0; offset < MESSAGES; offset += ROW) {
      const count = Math.min(ROW, MESSAGES - offset);
      const row = fuzzMessages(SEED + offset, count, offset, skus);
      for (const message of row) {
        const sha = shaOf(message);
        sent.set(sha, (sent.get(sha) ?? 0) + 1);
      }
      await Promise.all(row.map((message) => publish(message)));
      await eventually("all is decided", async () => (await recorded()).total >= offset + count, {
        within: 60_000 + count * MESSAGE_MS,
        every: 500,
      });
    }
    const { total, bySha, byState } = await recorded();
    console.log(`fuzz: ${JSON.stringify(byState)}`);
    expect(total).toBe(MESSAGES);
    const wrong = [...sent].filter(([sha, times]) => bySha.get(sha) !== times);
    expect(wrong).toEqual([]);
    expect(tower.sidecar.running).toBe(true);
    expect(tower.sidecar.pid).toBe(pid);
    const calls = readFileSync(tower.server.log, "utf8").match(RPC_CALL) ?? [];
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((call) => call.endsWith(" 500"))).toEqual([]);
    expect(await driftFromEvents(tower)).toEqual([]);
  },
);

async function publish({ key, body, properties }: FuzzMessage): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    rabbit.channel.publish("stock.in", key, body, properties, (error: Error | null) =>
      error ? reject(error) : resolve(),
    ),
  );
}

const shaOf = ({ body }: FuzzMessage): string => createHash("sha256").update(body).digest("hex");

/** Deliveries that have a row or a counted repeat, by the SHA-256 of their bytes. */
async function recorded() {
  const rows = await tower.sql<{ sha: string; state: string; times: number }>(
    `select raw_sha256 sha, state, sum(1 + coalesce(duplicate_count, 0))::int times
       from stock_tower_inbox group by 1, 2`,
  );
  const bySha = new Map<string, number>();
  const byState: Record<string, number> = {};
  let total = 0;
  for (const { sha, state, times } of rows) {
    bySha.set(sha, (bySha.get(sha) ?? 0) + times);
    byState[state] = (byState[state] ?? 0) + times;
    total += times;
  }
  return { total, bySha, byState };
}
