/** Events that keep the contract, for tests whose subject is not their content. */
import { randomUUID } from "node:crypto";

export function outgoing(sequence: number, more: object = {}): object {
  return {
    specversion: "1.0",
    id: randomUUID(),
    source: "urn:odoo:fake",
    type: "org.stockcontroltower.goods_received.v1",
    time: new Date().toISOString(),
    recordedtime: new Date().toISOString(),
    subject: "SKU-1",
    sequence: String(sequence).padStart(20, "0"),
    environment: "test",
    origin: "odoo",
    data: {
      kind: "goods_received",
      mode: "delta",
      businessKey: `receipt-${sequence}`,
      location: { warehouse: "DAL" },
      lines: [
        {
          lineId: "1",
          item: { sku: "SKU-1" },
          quantity: "1",
          uom: "C62",
          from: { state: "outside" },
          to: { state: "available", location: { warehouse: "DAL" } },
        },
      ],
    },
    ...more,
  };
}

export function outgoingMany(count: number, from = 1): object[] {
  return Array.from({ length: count }, (_, index) => outgoing(from + index));
}

export function incoming(id: string, sku = "SKU-1"): object {
  const event = { ...outgoing(1), id, source: "urn:meridian:wms" };
  const text = JSON.stringify({ ...event, sequence: undefined, origin: undefined });
  return JSON.parse(text.replaceAll('"SKU-1"', JSON.stringify(sku))) as object;
}
