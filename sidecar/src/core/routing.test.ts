import fc from "fast-check";
import { expect, test } from "vitest";
import { outboundKey, partnerOf } from "./routing.ts";

const event = (kind: string, warehouse?: string, origin?: string) => ({
  origin,
  data: { kind, location: { warehouse } },
});

test.each([
  [event("goods_received", "DAL", "wms"), "stock.goods_received.DAL.wms"],
  [event("stock_moved", undefined, undefined), "stock.stock_moved.-.odoo"],
  [event("event_outcome", "DAL", "wms"), "stock.event_outcome.wms.odoo"],
  [event("packed", "a.b #*", "odoo"), "stock.packed.a_b___.odoo"],
])("%j -> %s", (from, key) => {
  expect(outboundKey(from)).toBe(key);
});

test("a key has four words and fits the broker, whatever the names", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (kind, warehouse, origin) => {
      const key = outboundKey(event(kind, warehouse, origin));
      expect(key.split(".").length).toBe(4);
      expect(Buffer.byteLength(key)).toBeLessThanOrEqual(255);
    }),
  );
});

test("the partner is the first word", () => {
  expect(partnerOf("3pl.goods_received.RNO")).toBe("3pl");
  expect(partnerOf("")).toBe("");
});
