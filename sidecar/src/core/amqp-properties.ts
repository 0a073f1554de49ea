import { outboundKey, type Routable } from "./routing.ts";
import { EXCHANGES, MESSAGE } from "./topology.ts";

/** The envelope's fields that are mirrored outside the body. */
export interface Envelope extends Routable {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly environment: string;
  readonly sequence?: string | undefined;
  readonly recordedtime?: string | undefined;
  readonly subject?: string | undefined;
  readonly partitionkey?: string | undefined;
  readonly correlationid?: string | undefined;
  readonly traceparent?: string | undefined;
}

export interface MessageProperties {
  readonly contentType: string;
  readonly messageId: string;
  readonly type: string;
  readonly appId: string;
  /** Seconds, as AMQP 0-9-1 has it. */
  readonly timestamp: number;
  readonly correlationId?: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface EventMessage {
  readonly exchange: string;
  readonly key: string;
  readonly content: Buffer;
  readonly properties: MessageProperties;
}

/** A CloudEvent in structured JSON, with what a broker can filter by mirrored as headers. */
export function toMessage(event: Envelope): EventMessage {
  return {
    exchange: EXCHANGES.out,
    key: outboundKey(event),
    content: Buffer.from(JSON.stringify(event)),
    properties: {
      contentType: MESSAGE.contentType,
      messageId: event.id,
      type: event.type,
      appId: MESSAGE.appId,
      timestamp: Math.floor(Date.parse(event.time) / 1000),
      ...(event.correlationid ? { correlationId: shortString(event.correlationid) } : {}),
      headers: present({
        cloudEvents_id: event.id,
        cloudEvents_type: event.type,
        cloudEvents_source: event.source,
        cloudEvents_subject: event.subject,
        cloudEvents_partitionkey: event.partitionkey,
        origin: event.origin,
        traceparent: event.traceparent,
      }),
    },
  };
}

/** AMQP short strings hold 255 bytes; the body has the whole. */
function shortString(text: string): string {
  let short = text;
  while (Buffer.byteLength(short) > 255) short = short.slice(0, -1);
  return short;
}

function present(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export interface ParkedFrom {
  readonly exchange: string;
  readonly key: string;
  readonly content: Buffer;
  readonly contentType?: string | undefined;
  readonly messageId?: string | undefined;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
}

/** A copy for the dead letter queue: the same bytes and key, and why it is there. */
export function toParked(from: ParkedFrom, reason: string, detail: string): ParkedMessage {
  return {
    exchange: EXCHANGES.dead,
    key: from.key,
    content: from.content,
    properties: {
      contentType: from.contentType ?? "application/octet-stream",
      ...(from.messageId ? { messageId: shortString(from.messageId) } : {}),
      appId: MESSAGE.appId,
      headers: {
        ...from.headers,
        "sct-reason": reason,
        "sct-detail": detail.slice(0, 1000),
        "sct-exchange": from.exchange,
      },
    },
  };
}

export interface ParkedMessage {
  readonly exchange: string;
  readonly key: string;
  readonly content: Buffer;
  readonly properties: {
    readonly contentType: string;
    readonly messageId?: string;
    readonly appId: string;
    readonly headers: Readonly<Record<string, unknown>>;
  };
}
