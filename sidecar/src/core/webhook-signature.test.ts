import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { secretKey, TOLERANCE_SECONDS, verifyWebhook } from "./webhook-signature.ts";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const OTHER = `whsec_${Buffer.alloc(32, 8).toString("base64")}`;
const NOW = 1_800_000_000;

const signed = (body: string, secret = SECRET, at = NOW, id = "msg_1") => ({
  id,
  timestamp: String(at),
  signature: new Webhook(secret).sign(id, new Date(at * 1000), body),
  body: Buffer.from(body),
});

test("accepts what the reference library signs, whatever the body", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (body) => {
      expect(verifyWebhook(signed(body), [secretKey(SECRET)], NOW)).toEqual({ ok: true });
    }),
  );
});

test("refuses a body that differs in one byte", () => {
  const message = signed('{"a":1}');
  const tampered = { ...message, body: Buffer.from('{"a": 1}') };
  expect(verifyWebhook(tampered, [secretKey(SECRET)], NOW)).toEqual({
    ok: false,
    reason: "signature",
  });
});

test("while a secret is rotated either secret and either signature will do", () => {
  const keys = [secretKey(OTHER), secretKey(SECRET)];
  expect(verifyWebhook(signed("x"), keys, NOW).ok).toBe(true);
  const both = { ...signed("x"), signature: `${signed("x", OTHER).signature} v1,AAAA v1a,zz` };
  expect(verifyWebhook(both, [secretKey(OTHER)], NOW).ok).toBe(true);
  expect(verifyWebhook(both, [secretKey(SECRET)], NOW).ok).toBe(false);
});

test("the tolerance ends after five minutes, both ways", () => {
  const at = (skew: number) => verifyWebhook(signed("x"), [secretKey(SECRET)], NOW + skew);
  expect(at(TOLERANCE_SECONDS).ok).toBe(true);
  expect(at(-TOLERANCE_SECONDS).ok).toBe(true);
  expect(at(TOLERANCE_SECONDS + 1)).toEqual({ ok: false, reason: "timestamp" });
  expect(at(-TOLERANCE_SECONDS - 1)).toEqual({ ok: false, reason: "timestamp" });
});

test.each([
  [{ id: "" }, "missing_header"],
  [{ signature: "" }, "missing_header"],
  [{ timestamp: "1e9" }, "timestamp"],
  [{ signature: "v1," }, "signature"],
  [{ signature: "v0,AAAA" }, "signature"],
])("refuses %j", (change, reason) => {
  const message = { ...signed("x"), ...change };
  expect(verifyWebhook(message, [secretKey(SECRET)], NOW)).toEqual({ ok: false, reason });
});

test.each(["whsec_", "whsec_c2hvcnQ=", "whsec_not base64 at all, not at all", ""])(
  "refuses the secret %j without showing it",
  (secret) => {
    expect(() => secretKey(secret)).toThrow(/^a webhook secret is/);
  },
);
