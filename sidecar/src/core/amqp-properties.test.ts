import { expect, test } from "vitest";
import { toMessage, toParked } from "./amqp-properties.ts";

const event = {
  id: "e-1",
  source: "urn:odoo:1",
  type: "org.stockcontroltower.goods_received.v1",
  time: "2026-11-24T05:00:00.900Z",
  environment: "production",
  subject: "SKU-1",
  correlationid: "é".repeat(200),
  origin: "wms",
  data: { kind: "goods_received", location: { warehouse: "DAL" } },
};

test("the body is the event, the properties mirror what a broker can filter by", () => {
  const message = toMessage(event);
  expect(JSON.parse(message.content.toString())).toEqual(event);
  expect(message).toMatchObject({
    exchange: "stock.out",
    key: "stock.goods_received.DAL.wms",
    properties: {
      contentType: "application/cloudevents+json; charset=utf-8",
      messageId: "e-1",
      type: event.type,
      appId: "stock-control-tower",
      timestamp: 1_795_496_400,
      headers: {
        cloudEvents_id: "e-1",
        cloudEvents_source: "urn:odoo:1",
        cloudEvents_subject: "SKU-1",
        origin: "wms",
      },
    },
  });
  expect(message.properties.headers).not.toHaveProperty("traceparent");
  expect(Buffer.byteLength(message.properties.correlationId ?? "")).toBeLessThanOrEqual(255);
});

test("a parked copy keeps bytes and key and says why", () => {
  const content = Buffer.from([0xff, 0]);
  const parked = toParked({ exchange: "stock.in", key: "wms.x.y", content }, "undecodable", "why");
  expect(parked).toMatchObject({ exchange: "stock.dead", key: "wms.x.y", content });
  expect(parked.properties.headers).toEqual({
    "sct-reason": "undecodable",
    "sct-detail": "why",
    "sct-exchange": "stock.in",
  });
});
