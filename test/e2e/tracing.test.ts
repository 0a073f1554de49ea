// One trace through everything: the partner's context is in Odoo's rows, in what Odoo publishes
// because of it, and linked from the sidecar's spans, for whoever collects them.
import { randomBytes } from "node:crypto";

import { afterAll, beforeAll, expect, test } from "vitest";

import { openCollector, type Collector } from "../support/collector.ts";
import { eventually } from "../support/eventually.ts";
import { goodsReceived } from "../support/events.ts";
import { plainSkus } from "../support/ledger.ts";
import { Rabbit, type Received } from "../support/rabbit.ts";
import { Tower } from "../support/stack.ts";

let tower: Tower;
let rabbit: Rabbit;
let collector: Collector;
let published: Received[];

beforeAll(async () => {
  collector = await openCollector();
  tower = await Tower.open("e2e_tracing", { sidecar: false });
  await tower.sidecar.start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  rabbit = await Rabbit.connect(tower.amqp);
  tower.onClose(() => rabbit.close());
  published = await rabbit.listen("#");
});
afterAll(async () => {
  await tower?.close();
  await collector?.close();
});

test("an event's trace is found in Odoo, in what follows from it, and in the spans", async () => {
  const [sku = ""] = await plainSkus(tower, 1);
  const trace = randomBytes(16).toString("hex");
  const traceparent = `00-${trace}-${randomBytes(8).toString("hex")}-01`;
  const event = { ...goodsReceived({ sku, quantity: "1" }), traceparent };
  await rabbit.publish("wms.goods_received.DAL", event);

  const caused = await eventually("what follows from it is published", () => {
    const found = published.filter(({ event: one }) => one.traceparent === traceparent);
    return found.length >= 2 ? found : undefined;
  });
  expect(caused.map(({ event: one }) => one.data.kind).sort()).toEqual([
    "event_outcome",
    "goods_received",
  ]);
  for (const { properties } of caused) expect(properties.headers?.traceparent).toBe(traceparent);
  const stored = await tower.sql("select traceparent from stock_tower_inbox where event_id = $1", [
    event.id,
  ]);
  expect(stored).toEqual([{ traceparent }]);

  const about = await eventually("the spans are exported", () => {
    const linked = collector.spans.filter(({ links }) => links.includes(trace));
    return linked.length >= 2 ? linked : undefined;
  });
  expect(new Set(about.map(({ name }) => name))).toEqual(
    new Set(["process partner events", "send stock.out"]),
  );
  // The call to Odoo belongs to the batch it carried.
  const batch = about.find(({ name }) => name === "process partner events");
  const calls = collector.spans.filter(({ traceId }) => traceId === batch?.traceId);
  expect(calls.map(({ name }) => name)).toContain("odoo inbox.ingest");
});
