import type { IngestItem, RawMessage } from "./inbound-decode.ts";
import { laneOf, partitionKey } from "./partition.ts";
import { EXCHANGES, HEADERS, PRIORITY } from "./topology.ts";

/** How a message stands on the queue of its lane. */
export interface WorkMessage {
  readonly exchange: string;
  /** Number of the lane. */
  readonly key: string;
  readonly content: Buffer;
  readonly properties: {
    readonly contentType?: string;
    readonly contentEncoding?: string;
    readonly messageId?: string;
    readonly priority: number;
    readonly headers: Readonly<Record<string, unknown>>;
  };
}

/** These are instructions to the broker, or its notes; on the second way they would mislead. */
const BROKER_HEADER = /^(x-|CC$|BCC$)/;
/** Ours to set, not a partner's. */
const OWN_HEADERS: readonly string[] = [HEADERS.routingKey, HEADERS.partitionKey, HEADERS.drain];

/** The same bytes for the lane of their key, with what the lane must know of the first way. */
export function toWork(
  message: RawMessage & { readonly messageId: string | undefined },
  item: IngestItem,
  partitions: number,
): WorkMessage {
  const key = partitionKey("body" in item ? item.body : undefined, item.partner);
  const headers = Object.entries(message.headers ?? {}).filter(
    ([name]) => !BROKER_HEADER.test(name) && !OWN_HEADERS.includes(name),
  );
  const { contentType, contentEncoding, messageId } = message;
  const isBacklog = Boolean(message.headers?.[HEADERS.backlog]);
  return {
    exchange: EXCHANGES.work,
    key: String(laneOf(key, partitions)),
    content: message.body,
    properties: {
      ...(contentType === undefined ? {} : { contentType }),
      ...(contentEncoding === undefined ? {} : { contentEncoding }),
      ...(messageId === undefined ? {} : { messageId }),
      priority: isBacklog ? PRIORITY.backlog : PRIORITY.live,
      headers: {
        ...Object.fromEntries(headers),
        [HEADERS.routingKey]: message.routingKey,
        [HEADERS.partitionKey]: key,
      },
    },
  };
}

/** As the partner published it; only the sidecar may write to the exchange of the lanes. */
export function asPublished<Message extends RawMessage>(message: Message): Message {
  const {
    [HEADERS.routingKey]: routingKey,
    [HEADERS.partitionKey]: _,
    ...headers
  } = {
    ...message.headers,
  };
  return { ...message, headers, routingKey: typeof routingKey === "string" ? routingKey : "" };
}

/** The partition key that the intake found. */
export function keyOf(message: RawMessage): string {
  const key = message.headers?.[HEADERS.partitionKey];
  return typeof key === "string" ? key : "";
}

/** Marks in a lane of both priorities: what comes before them was there before the drain. */
export function drainMarks(lane: number, drain: number): readonly WorkMessage[] {
  return Object.values(PRIORITY).map((priority) => ({
    exchange: EXCHANGES.work,
    key: String(lane),
    content: Buffer.alloc(0),
    properties: { priority, headers: { [HEADERS.drain]: `${drain}:${priority}` } },
  }));
}

export interface DrainMark {
  readonly drain: number;
  readonly priority: number;
}

/** Undefined for an event. */
export function drainMarkOf(message: RawMessage): DrainMark | undefined {
  const mark = message.headers?.[HEADERS.drain];
  const [, drain, priority] = /^(\d+):(\d+)$/.exec(typeof mark === "string" ? mark : "") ?? [];
  return drain && priority ? { drain: Number(drain), priority: Number(priority) } : undefined;
}
