import { createHmac, timingSafeEqual } from "node:crypto";

/** Standard Webhooks: five minutes both ways, against clock skew and replay. */
export const TOLERANCE_SECONDS = 5 * 60;

export interface SignedMessage {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  /** The bytes as received: a body that was parsed and written again has another signature. */
  readonly body: Buffer;
}

export type Verification =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "missing_header" | "timestamp" | "signature" };

/**
 * Key bytes of a `whsec_…` secret.
 * @throws RangeError when it is no base64 of 24 to 64 bytes (the message never shows it)
 */
export function secretKey(secret: string): Buffer {
  const encoded = secret.startsWith("whsec_") ? secret.slice("whsec_".length) : secret;
  const key = Buffer.from(encoded, "base64");
  const canonical = key.toString("base64").replace(/=+$/, "") === encoded.replace(/=+$/, "");
  if (!canonical || key.length < 24 || key.length > 64) {
    throw new RangeError("a webhook secret is whsec_ and base64 of 24 to 64 bytes");
  }
  return key;
}

/** True when one of the keys signed exactly these bytes within the tolerance. */
export function verifyWebhook(
  message: SignedMessage,
  keys: readonly Buffer[],
  nowSeconds: number,
): Verification {
  if (!message.id || !message.timestamp || !message.signature) {
    return { ok: false, reason: "missing_header" };
  }
  if (!/^\d{1,12}$/.test(message.timestamp)) return { ok: false, reason: "timestamp" };
  if (Math.abs(nowSeconds - Number(message.timestamp)) > TOLERANCE_SECONDS) {
    return { ok: false, reason: "timestamp" };
  }
  const offered = message.signature
    .split(" ")
    .filter((part) => part.startsWith("v1,"))
    .map((part) => Buffer.from(part.slice("v1,".length), "base64"));
  // Every pair is compared, in constant time each, so that timing tells neither which secret
  // nor which of the rotated signatures matched.
  let matched = false;
  for (const key of keys) {
    const expected = createHmac("sha256", key)
      .update(`${message.id}.${message.timestamp}.`)
      .update(message.body)
      .digest();
    for (const signature of offered) {
      if (signature.length === expected.length && timingSafeEqual(signature, expected)) {
        matched = true;
      }
    }
  }
  return matched ? { ok: true } : { ok: false, reason: "signature" };
}
