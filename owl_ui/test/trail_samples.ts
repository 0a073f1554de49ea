import type { TrailApi } from "../src/services/trail_api";
import type { NewerPage, TrailLine, TrailPage } from "../src/types/trail";

export function line(id: number, values: Partial<TrailLine> = {}): TrailLine {
  return {
    direction: "out",
    id,
    position: String(id),
    kind: "goods_received",
    at: "2026-11-24T10:00:00.000Z",
    product_id: 7,
    product: "Gloves",
    quantity: 24,
    uom: "Units",
    from_state: null,
    to_state: "available",
    source: null,
    target: "DAL/A-1",
    lot: null,
    document: "DAL/IN/7",
    origin: "wms",
    reason: null,
    counted: null,
    outcome: null,
    about_kind: null,
    code: null,
    message: null,
    remedy: null,
    subject: null,
    repeats: null,
    ...values,
  };
}

export function trailPage(ids: number[], values: Partial<TrailPage> = {}): TrailPage {
  return {
    rows: ids.map((id) => line(id)),
    next: null,
    back_to: null,
    newest: { out: "10", in: "3" },
    at: new Date().toISOString(),
    head: "10",
    ...values,
  };
}

export function newer(ids: number[], values: Partial<NewerPage> = {}): NewerPage {
  const newest = { out: String(Math.max(10, ...ids)), in: "3" };
  const { rows, at, head } = trailPage(ids);
  return { rows, at, head, more: false, newest, ...values };
}

export function trailApi(answers: Partial<TrailApi>): TrailApi {
  return { count: () => Promise.resolve({ count: 3, more: false }), ...answers } as TrailApi;
}
