import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMetrics } from "../observability/metrics.ts";
import { OdooClient } from "./client.ts";
import { Inbox } from "./inbox.ts";
import { Outbox } from "./outbox.ts";
import { Tower } from "./status.ts";

let answer: (response: ServerResponse, id: number) => void;
let lastHeaders: NodeJS.Dict<string | string[]> = {};
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  lastHeaders = request.headers;
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    answer(response, (JSON.parse(Buffer.concat(chunks).toString()) as { id: number }).id);
  });
});
let client: OdooClient;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const options = { url, token: "sct_t", database: "db", timeoutMs: 200, metrics: createMetrics() };
  client = new OdooClient(options);
});
afterAll(() => {
  client.close();
  server.closeAllConnections();
  server.close();
});

const json = (part: object) => (response: ServerResponse, id: number) =>
  void response.end(JSON.stringify({ jsonrpc: "2.0", id, ...part }));
const status = (code: number) => (response: ServerResponse) => void response.writeHead(code).end();

test("a result, with token and database sent", async () => {
  answer = json({ result: { cursor: "9007199254740993" } });
  const outbox = new Outbox(client, "one");
  expect(await outbox.advance(1, 1n, new Date())).toBe(9007199254740993n);
  expect(lastHeaders).toMatchObject({ authorization: "Bearer sct_t", "x-odoo-database": "db" });
});

test.each([
  ["fenced", json({ error: { code: -32010, message: "late" } }), "Conflict", "fenced"],
  ["leased", json({ error: { code: -32011, message: "held" } }), "Conflict", "leased"],
  ["refused", json({ error: { code: -32602, message: "no" } }), "Rejected", "rpc_-32602"],
  ["500", status(500), "Retryable", "odoo_failed"],
  ["503", status(503), "Retryable", "odoo_unavailable"],
  ["401", status(401), "Retryable", "odoo_unauthorised"],
  ["404", status(404), "Retryable", "odoo_no_route"],
  ["413", status(413), "Rejected", "odoo_body_too_large"],
  ["a redirect", status(303), "Retryable", "odoo_unavailable"],
  ["a page", (r: ServerResponse) => void r.end("<html>"), "Retryable", "odoo_unexpected_answer"],
  ["neither", json({}), "Retryable", "odoo_unexpected_answer"],
  ["silence", () => undefined, "Retryable", "odoo_timeout"],
  ["a cut", (r: ServerResponse) => void r.destroy(), "Retryable", "odoo_unreachable"],
])("%s becomes its class and code", async (_what, act, name, code) => {
  answer = act;
  await expect(client.call("tower.status", {})).rejects.toMatchObject({ name, code });
});

test("an item Odoo says nothing usable about is to be sent again, never acked", async () => {
  answer = json({
    result: {
      outcomes: [
        { index: 2, outcome: "applied" },
        { index: 1, outcome: "maybe" },
      ],
    },
  });
  const items = ["a", "b", "c"].map((body) => ({ partner: "wms", body }));
  const outcomes = await new Inbox(client).ingest(items, { 3: 7 });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["retry", "retry", "applied"]);
});

test("another environment is fatal", async () => {
  answer = json({ result: { environment: "neutralized", source: "urn:odoo:1" } });
  await expect(new Tower(client, "production").status()).rejects.toMatchObject({
    name: "Fatal",
    code: "environment_mismatch",
  });
});
