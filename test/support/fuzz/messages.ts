/** A long row of messages, few of them good; the same seed makes the same row. */
import fc from "fast-check";

import { goodsReceived } from "../events.ts";
import { large, spoil } from "./spoil.ts";

export interface FuzzMessage {
  readonly key: string;
  readonly body: Buffer;
  readonly properties: Record<string, unknown>;
}

type Fate = "good" | "again" | "altered" | "spoiled" | "large" | "misdirected";

const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 10, arbitrary: fc.constant<Fate>("good") },
  { weight: 8, arbitrary: fc.constant<Fate>("again") },
  { weight: 5, arbitrary: fc.constant<Fate>("altered") },
  { weight: 170, arbitrary: fc.constant<Fate>("spoiled") },
  { weight: 1, arbitrary: fc.constant<Fate>("large") },
  { weight: 6, arbitrary: fc.constant<Fate>("misdirected") },
);

const draft = fc.record({
  fate,
  spoil,
  quantity: fc.integer({ min: 1, max: 9 }),
  item: fc.nat(1_000),
  properties: fc.constantFrom<Record<string, unknown>>(
    ...Array<Record<string, unknown>>(12).fill({}),
    { contentType: "text/plain" },
    { contentEncoding: "gzip" },
    { contentType: "application/cloudevents-batch+json" },
    { headers: { "x-death": "odd", "sct-replay": true } },
    { priority: 9, messageId: "" },
  ),
  key: fc.constantFrom(
    ...["nobody.goods_received.DAL", "wms", "wms.a.b.c.d.e", "WMS.goods_received.DAL"],
    ...["3pl.goods_received.RNO", `x${"y".repeat(200)}.goods_received.DAL`],
  ),
});

const KEY = "wms.goods_received.DAL";
const CONTENT = { persistent: true, contentType: "application/cloudevents+json; charset=utf-8" };

/** Another fact under the same id; what is not readable stays itself. */
const altered = (body: Buffer): Buffer =>
  body.includes(LINE)
    ? Buffer.from(body.toString("latin1").replace(LINE, '"lineId":"other"'), "latin1")
    : body;
const LINE = '"lineId":"1"';

/** @param offset keeps the ids of one row apart from those of the next */
export function fuzzMessages(
  seed: number,
  count: number,
  offset: number,
  skus: readonly string[],
): FuzzMessage[] {
  const made: FuzzMessage[] = [];
  for (const each of fc.sample(draft, { seed, numRuns: count })) {
    const id = `fuzz-${String(offset + made.length)}`;
    const earlier = made[each.item % Math.max(1, made.length)];
    const event = goodsReceived({
      id,
      sku: skus[each.item % skus.length] ?? "",
      quantity: String(each.quantity),
    });
    const properties = { ...CONTENT, ...each.properties };
    if (each.fate === "again" && earlier) made.push(earlier);
    else if (each.fate === "altered" && earlier)
      made.push({ ...earlier, body: altered(earlier.body) });
    else if (each.fate === "large")
      made.push({ key: KEY, body: large(event, each.spoil.at), properties });
    else if (each.fate === "misdirected")
      made.push({ key: each.key, body: Buffer.from(JSON.stringify(event)), properties });
    else if (each.fate === "good")
      made.push({ key: KEY, body: Buffer.from(JSON.stringify(event)), properties: CONTENT });
    else made.push({ key: KEY, body: each.spoil.how(event, each.spoil.at), properties });
  }
  return made;
}
