// A copy of a production database must not speak to production's partners.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { Child } from "../../docker/lib/instance.mjs";
import { eventually, pause } from "../support/eventually.ts";
import { plainSkus } from "../support/ledger.ts";
import { Odoo } from "../support/odoo.ts";
import { moveOne } from "../support/odoo-moves.ts";
import { Sidecar } from "../support/sidecar.ts";
import { Tower } from "../support/stack.ts";

const COPY = "e2e_neutral_copy";

let tower: Tower;
let target: Server;
let calls: number;
let sku: string;

beforeAll(async () => {
  calls = 0;
  target = createServer((request, response) => {
    calls++;
    request.resume().on("end", () => response.writeHead(204).end());
  });
  await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
  const { port } = target.address() as AddressInfo;
  tower = await Tower.open("e2e_neutral", {
    webhookUrl: `http://127.0.0.1:${port}/production`,
    sidecar: false,
  });
  [sku = ""] = await plainSkus(tower, 1);
});
afterAll(async () => {
  await tower.instance.dropDatabase(COPY);
  await tower.close();
  target.close();
});

test("a neutralised copy notifies nobody, and its tokens open nothing", async () => {
  // What the original does, and how long it takes: the measure for the copy's silence.
  const began = performance.now();
  await moveOne(tower, sku);
  await eventually("the original notifies its target", () => calls > 0);
  const usual = performance.now() - began;

  await tower.server.stop();
  await tower.disconnect();
  await tower.instance.createDatabase(COPY, { template: tower.db });
  const { code, stderr } = await tower.instance.odoo(["neutralize", "-d", COPY]);
  expect(code, stderr).toBe(0);
  const copy = await openCopy();
  try {
    const before = calls;
    await moveOne(copy.tower, sku);
    await pause(Math.max(3 * usual, 3000));
    expect(calls - before, "calls of the copy to production's target").toBe(0);

    const pending = await copy.tower.value<string>(
      "select count(*) from stock_tower_delivery where state = 'pending'",
    );
    expect(Number(pending), "deliveries the copy still owes").toBe(0);
    expect(await copy.tower.sql("select id from stock_tower_subscription where active")).toEqual(
      [],
    );
    expect(
      await copy.tower.sql("select url from stock_tower_subscription where url <> ''"),
    ).toEqual([]);
    expect(await statusCode(copy.server.url)).toBe(401);
  } finally {
    await copy.close();
  }
});

test("a sidecar of production refuses to serve the copy", async () => {
  const copy = await openCopy();
  const sidecar = new Sidecar(tower.instance, "copy", {
    ...tower.sidecar.env,
    ODOO_URL: copy.server.url,
  });
  try {
    await sidecar.launch();
    await eventually("the sidecar says why it does not serve", async () => {
      const answer = await fetch(`${sidecar.url}/health/ready`);
      return answer.status === 503;
    });
    const claims =
      "select lease_holder from stock_tower_subscription where lease_holder is not null";
    expect(await copy.tower.sql(claims), "leases of the copy's outbox").toEqual([]);
  } finally {
    await sidecar.stop();
    await copy.close();
  }
});

interface Copy {
  readonly server: Child & { url: string };
  /** The parts of a Tower that moves and queries need. */
  readonly tower: Tower;
  close(): Promise<void>;
}

async function openCopy(): Promise<Copy> {
  const server = await tower.instance.startOdoo({ db: COPY });
  const pool = new pg.Pool({
    host: tower.instance.pgSocketDir,
    user: "odoo",
    database: COPY,
    max: 2,
  });
  const admin = await Odoo.signIn(server.url, COPY);
  const sql = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows;
  const value = async (text: string, values: unknown[] = []) =>
    Object.values((await sql(text, values))[0] ?? {})[0];
  return {
    server,
    tower: { admin, sql, value } as unknown as Tower,
    async close() {
      await pool.end();
      await server.stop();
    },
  };
}

/** What the copy answers to the token that works on the original. */
async function statusCode(url: string): Promise<number> {
  const answer = await fetch(`${url}/stock_control_tower/rpc`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${tower.sidecar.env.ODOO_TOKEN ?? ""}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tower.status", params: {} }),
  });
  return answer.status;
}
