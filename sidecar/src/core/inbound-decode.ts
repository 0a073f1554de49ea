import { partnerOf } from "./routing.ts";

/** What arrived on the queue, free of any AMQP type. */
export interface RawMessage {
  readonly body: Buffer;
  readonly routingKey: string;
  readonly contentType?: string | undefined;
  readonly contentEncoding?: string | undefined;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
}

/** One item of `inbox.ingest`: an event's JSON text as received, or bytes nobody could read. */
export type IngestItem =
  | { readonly partner: string; readonly body: string }
  | { readonly partner: string; readonly bytes_base64: string; readonly error: string };

export interface DecodeLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
}

/**
 * An event over the limit still travels to Odoo so that its refusal is recorded there: whole up
 * to 1 MiB (Odoo names it too large and keeps an excerpt), beyond that only its beginning, which
 * lets a person recognise it. The whole of it is kept on the dead letter queue.
 */
const SENT_WHOLE_BYTES = 1024 * 1024;
const SENT_BEGINNING_BYTES = 4096;

/**
 * Turns a message into an item for Odoo. It only asks whether this is JSON text of sane size;
 * what it means is Odoo's to judge. Duplicate keys are tolerated (the last one counts, as in
 * every JSON parser); NaN and Infinity are no JSON.
 */
export function decode(message: RawMessage, limits: DecodeLimits): IngestItem {
  const partner = partnerOf(message.routingKey);
  const unreadable = (error: string, bytes = message.body): IngestItem => ({
    partner,
    bytes_base64: bytes.toString("base64"),
    error,
  });
  if (message.body.length > Math.max(limits.maxBytes, SENT_WHOLE_BYTES)) {
    return unreadable(
      `${message.body.length} bytes, the limit is ${limits.maxBytes}`,
      message.body.subarray(0, SENT_BEGINNING_BYTES),
    );
  }
  const encoding = message.contentEncoding?.toLowerCase();
  if (encoding && encoding !== "utf-8" && encoding !== "utf8" && encoding !== "identity") {
    return unreadable(`content encoding ${encoding} is not accepted; send plain UTF-8`);
  }
  if (message.contentType?.startsWith("application/cloudevents-batch")) {
    return unreadable("batches are not accepted; send each event as a message of its own");
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(message.body);
  } catch {
    return unreadable("the bytes are not UTF-8");
  }
  if (depthExceeds(text, limits.maxDepth)) {
    return unreadable(`nested deeper than ${limits.maxDepth} levels`);
  }
  try {
    JSON.parse(text);
  } catch (error) {
    return unreadable(`not JSON: ${(error as Error).message}`);
  }
  return { partner, body: fromBinaryMode(message, text) ?? text };
}

/** Counts open brackets outside strings: linear, and safe where a recursive parser is not. */
export function depthExceeds(text: string, limit: number): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) {
      index = endOfString(text, index);
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === 0x22) return index;
    index += code === 0x5c ? 2 : 1;
  }
  return index;
}

const ATTRIBUTE = /^cloudEvents[_:]([a-z0-9]{1,20})$/;

/**
 * CloudEvents in binary mode: attributes in headers (both prefixes the AMQP binding knows), the
 * body is `data`. Returned as structured JSON with the data's text untouched; null if it is not.
 */
function fromBinaryMode(message: RawMessage, data: string): string | null {
  if (message.contentType?.startsWith("application/cloudevents")) return null;
  const attributes: Record<string, unknown> = {};
  for (const [header, value] of Object.entries(message.headers ?? {})) {
    const name = ATTRIBUTE.exec(header)?.[1];
    if (name && (typeof value === "string" || typeof value === "number")) {
      attributes[name] = String(value);
    }
  }
  if (!("specversion" in attributes)) return null;
  if (message.contentType) attributes["datacontenttype"] = message.contentType;
  return `${JSON.stringify(attributes).slice(0, -1)},"data":${data}}`;
}
