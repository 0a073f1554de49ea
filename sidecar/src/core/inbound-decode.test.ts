import fc from "fast-check";
import { expect, test } from "vitest";
import { decode, depthExceeds, type RawMessage } from "./inbound-decode.ts";

const LIMITS = { maxBytes: 262_144, maxDepth: 32 };
const KEY = "wms.goods_received.DAL";
const read = (body: Buffer | string, more: Partial<RawMessage> = {}) =>
  decode({ body: Buffer.from(body as string), routingKey: KEY, ...more }, LIMITS);

test("JSON text goes through as received", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 10 }), (text) => {
      expect(read(text)).toEqual({ partner: "wms", body: text });
    }),
  );
});

test("any bytes become an item, never an exception", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(read(Buffer.from(bytes))).toHaveProperty("partner", "wms");
    }),
  );
});

test.each([
  ["bytes that are no UTF-8", Buffer.from([0xff, 0x00]), /not UTF-8/],
  ["NaN", '{"a":NaN}', /not JSON/],
  ["half an object", '{"a":', /not JSON/],
  ["nothing", "", /not JSON/],
  ["10,000 levels", "[".repeat(10_000) + "]".repeat(10_000), /deeper than 32/],
  ["2 MB", Buffer.alloc(2_000_000, 0x20), /2000000 bytes, the limit is 262144/],
])("%s: reported as bytes with the reason", (_what, body, reason) => {
  const item = read(body);
  expect(item).toHaveProperty("error", expect.stringMatching(reason));
  expect((item as { bytes_base64: string }).bytes_base64.length).toBeLessThan(30_000);
});

test("a byte order mark is no part of the text, duplicate keys are", () => {
  expect(read('\ufeff{"a":1}')).toEqual({ partner: "wms", body: '{"a":1}' });
  expect(read('{"a":1,"a":2}')).toEqual({ partner: "wms", body: '{"a":1,"a":2}' });
});

test("batches and compressed bodies are not accepted", () => {
  const batch = read("[]", { contentType: "application/cloudevents-batch+json" });
  expect(batch).toHaveProperty("error", expect.stringContaining("batches"));
  expect(read("{}", { contentEncoding: "gzip" })).toHaveProperty(
    "error",
    expect.stringContaining("gzip"),
  );
});

test.each(["cloudEvents_", "cloudEvents:"])("binary mode with the prefix %s", (prefix) => {
  const headers = { [`${prefix}specversion`]: "1.0", [`${prefix}id`]: "7", other: "x" };
  const item = read('{"quantity":1.50}', { contentType: "application/json", headers });
  expect(item).toEqual({
    partner: "wms",
    body: '{"specversion":"1.0","id":"7","datacontenttype":"application/json","data":{"quantity":1.50}}',
  });
});

test("brackets inside strings do not count as depth", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(depthExceeds(JSON.stringify([text]), 1)).toBe(false);
    }),
  );
  expect(depthExceeds("[[1]]", 1)).toBe(true);
  expect(depthExceeds("[[1],[2]]", 2)).toBe(false);
});
