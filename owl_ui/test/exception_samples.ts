import type { Bulk, ExceptionDetail, ExceptionRow, InboxPage } from "../src/types/exceptions";

export function exceptionRow(id: number, values: Partial<ExceptionRow> = {}): ExceptionRow {
  return {
    id,
    name: `Unknown item: SKU-${id} (wms)`,
    code: "unknown_item",
    thing: `SKU-${id}`,
    partner: "wms",
    category: "refused",
    cause: `No product has the internal reference 'SKU-${id}'.`,
    state: "new",
    severity: "2",
    open_count: 3,
    total_count: 3,
    orders: 2,
    value: "$ 840.00",
    promise_at: null,
    first_seen: "2026-11-24T09:00:00Z",
    last_seen: "2026-11-24T09:58:00Z",
    owner_id: false,
    owner: "",
    ...values,
  };
}

export function inboxPage(rows: ExceptionRow[], values: Partial<InboxPage> = {}): InboxPage {
  return {
    at: "2026-11-24T10:00:00Z",
    rows,
    others: [],
    count: rows.length,
    views: { todo: rows.length, new: 1, mine: 0, doing: 0, waiting: 0, snoozed: 0, resolved: 4 },
    severities: [["2", rows.length]],
    partners: [["wms", rows.length]],
    at_risk: { orders: 12, events: 31, value: "$ 8,400.00" },
    can_act: true,
    user_id: 2,
    ...values,
  };
}

export function exceptionDetail(
  id: number,
  values: Partial<ExceptionDetail> = {},
): ExceptionDetail {
  return {
    ...exceptionRow(id),
    remedy: "Map the partner's code.",
    path: "/data/lines/*/item/sku",
    evidence: "{}",
    sample_id: 7,
    sample_name: "evt-7",
    reasons: [["documents", "2 open transfers wait for its events."]],
    promises: [],
    gaps: [],
    steps: [],
    step_count: 0,
    similar: [],
    similar_count: 0,
    fix: "",
    messages: 0,
    ...values,
  };
}

export function bulk(values: Partial<Bulk> = {}): Bulk {
  return {
    id: 9,
    name: "Try again #9",
    action: "retry",
    state: "planned",
    event_count: 3,
    left_out_count: 0,
    tried_count: 3,
    done_count: 0,
    otherwise_count: 0,
    rate: 0,
    plan: [["applied", "Applied", "", 3]],
    result: [],
    effects: [{ product: "Gloves", warehouse: "DAL", uom: "Units", on_hand: 10, change: 12 }],
    effect_count: 1,
    may_undo: false,
    ...values,
  };
}
