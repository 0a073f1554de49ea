/** The message a partner would send for a fact. */
import type { Json } from "../rabbit.ts";
import { ENVIRONMENT } from "../stack.ts";
import type { Draft } from "./generate.ts";
import { PLACES, type Fact, type Line, type Place } from "./model.ts";

export function bodyOf(fact: Fact, drafts: readonly Draft[]): string {
  const { id, kind, count, corrects } = fact;
  const time = new Date(fact.time).toISOString();
  const event = {
    specversion: "1.0",
    id,
    source: "urn:meridian:wms",
    type: `org.stockcontroltower.${kind}.v1`,
    time,
    datacontenttype: "application/json",
    environment: ENVIRONMENT,
    data: {
      kind,
      mode: count ? "count" : "delta",
      businessKey: `key:${id}`,
      location: { warehouse: "DAL" },
      lines: fact.lines.map((line, n) => lineOf(drafts[n], line, n, count)),
      ...(corrects !== null && {
        correction: { declaredAt: time, reason: "entry_error", correctsEventIds: [corrects] },
      }),
    },
  };
  return JSON.stringify(event);
}

function lineOf(draft: Draft | undefined, line: Line, n: number, count: Fact["count"]): Json {
  if (!draft) throw new Error("Each line has its draft");
  const { broken } = draft;
  const difference = count ? count.found - count.expected : 0;
  const [from, to] = count && difference > 0 ? [line.to, line.from] : [line.from, line.to];
  const quantity = count ? Math.abs(difference) : draft.quantity;
  return {
    lineId: String(n + 1),
    item: { sku: broken === "sku" ? "NO-SUCH-SKU" : line.product },
    quantity: broken === "quantity" ? "-1" : String(quantity),
    uom: broken === "unit" ? "KGM" : draft.dozens && !count ? "DZN" : "C62",
    from: sideOf(from, broken === "bin"),
    to: sideOf(to, broken === "bin"),
    ...(line.owner && { owner: line.owner }),
    ...(broken === "lot" ? otherLot(line) : line.lot ? { lot: line.lot } : {}),
    ...(count && {
      expectedQuantity: String(count.expected),
      countedQuantity: String(count.found),
    }),
  };
}

/** A tracked product without its lot, an untracked one with a lot. */
const otherLot = (line: Line): Json => (line.lot ? {} : { lot: "NO-SUCH-LOT" });

function sideOf(place: Place | null, broken: boolean): Json {
  if (place === null) return { state: "outside" };
  const { warehouse, bin, state } = PLACES[place];
  if (bin === null) return { state };
  return { state, location: { warehouse, bin: broken ? "NO-SUCH-BIN" : bin } };
}

/** The same identity, other facts. */
export function alter(body: string): string {
  const event = JSON.parse(body) as { data: { lines: { quantity: string }[] } };
  const [line] = event.data.lines;
  if (line) line.quantity = String(Number(line.quantity) + 1);
  return JSON.stringify(event);
}
