import { request } from "node:http";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { secretKey } from "../core/webhook-signature.ts";
import { createLogger } from "../observability/logger.ts";
import { createMetrics } from "../observability/metrics.ts";
import { createApp } from "./app.ts";
import { HttpServer } from "./server.ts";

const SECRET = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
let woken = 0;
let ready = true;
let port = 0;
const app = createApp({
  webhookKeys: [secretKey(SECRET)],
  onNotification: () => (woken += 1),
  readiness: () => ({ ready, reasons: [] }),
  status: () => ({ name: "one" }),
  log: createLogger("silent"),
  metrics: createMetrics(),
});
const server = new HttpServer(app, "127.0.0.1", 0);

beforeAll(async () => {
  port = await server.start();
});
afterAll(() => server.close());

function send(path: string, headers: Record<string, string> = {}, body?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const call = request({ port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on("error", reject);
    call.end(body);
  });
}

function signed(body: string, id: string, contentType = "application/json") {
  const now = new Date();
  return {
    "content-type": contentType,
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": new Webhook(SECRET).sign(id, now, body),
  };
}

test("a signed notification is answered 204 and wakes the relay once", async () => {
  const before = woken;
  expect(await send("/webhooks/odoo", signed("{ }", "msg_1"), "{ }")).toBe(204);
  await expect.poll(() => woken).toBe(before + 1);
});

test("the bytes count, not the JSON, and no content type changes that", async () => {
  const before = woken;
  expect(await send("/webhooks/odoo", signed("{ }", "msg_2"), "{}")).toBe(401);
  const form = signed("a=1", "msg_3", "application/x-www-form-urlencoded");
  expect(await send("/webhooks/odoo", form, "a=1")).toBe(204);
  await expect.poll(() => woken).toBe(before + 1);
});

test("the same attempt again is a replay, without effect", async () => {
  const headers = signed("{}", "msg_4");
  expect(await send("/webhooks/odoo", headers, "{}")).toBe(204);
  await expect.poll(() => woken).toBeGreaterThan(0);
  const before = woken;
  expect(await send("/webhooks/odoo", headers, "{}")).toBe(409);
  expect(woken).toBe(before);
});

test("unsigned, too large, compressed, unknown: refused", async () => {
  expect(await send("/webhooks/odoo", {}, "{}")).toBe(400);
  expect(await send("/webhooks/odoo", {}, "x".repeat(70_000))).toBe(413);
  expect(await send("/webhooks/odoo", { "content-encoding": "gzip" }, "x")).toBe(415);
  expect(await send("/elsewhere")).toBe(404);
});

test("live always, ready when every part is", async () => {
  expect(await send("/health/live")).toBe(200);
  expect(await send("/health/ready")).toBe(200);
  ready = false;
  expect(await send("/health/ready")).toBe(503);
  expect(await send("/metrics")).toBe(200);
  expect(await send("/status")).toBe(200);
});
