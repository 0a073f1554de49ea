import { NO_STOCK } from "../src/lib/figures";
import type { FeedItem, Figures, Snapshot, StockRow, Summary } from "../src/types/overview";

export function summary(values: Partial<Summary> = {}): Summary {
  return {
    connected: true,
    partners: 2,
    waiting: { count: 0, oldest_ms: null },
    refused_today: 0,
    conflicts_today: 0,
    applied_today: 12,
    duplicates_today: 0,
    sequence_gaps: 0,
    lag: { outbound_ms: 120, inbound_ms: 300 },
    ...values,
  };
}

export function item(values: Partial<FeedItem> = {}): FeedItem {
  return {
    sequence: "10",
    outbox_id: 10,
    inbox_id: null,
    kind: "goods_received",
    recorded_at: "2026-11-24T10:00:00.000Z",
    product_id: 7,
    product: "Nitrile gloves M",
    quantity: 24,
    uom: "Units",
    from: null,
    to: "DAL/BIN-01",
    from_state: null,
    to_state: null,
    counted: null,
    reason: null,
    lot: null,
    document: null,
    origin: "wms",
    outcome: null,
    about_kind: null,
    code: null,
    message: null,
    remedy: null,
    ...values,
  };
}

/** Available follows from the others. */
export function figures(values: Partial<Figures> = {}): Figures {
  const all = { ...NO_STOCK, on_hand: 100, reserved: 20, ...values };
  const { on_hand, reserved, quarantined, damaged, returned } = all;
  return { ...all, available: on_hand - reserved - quarantined - damaged - returned };
}

export function row(id: number, values: Partial<Figures> = {}): StockRow {
  return {
    id,
    name: `Product ${id}`,
    sku: `SKU-${id}`,
    uom: "Units",
    in_transit: 0,
    warehouses: { 1: figures(values) },
  };
}

export function snapshot(values: Partial<Snapshot> = {}): Snapshot {
  return {
    at: new Date().toISOString(),
    head: "10",
    decimals: 2,
    can_configure: true,
    warehouses: [
      { id: 1, code: "DAL", name: "Dallas" },
      { id: 2, code: "ATL", name: "Atlanta" },
    ],
    summary: summary(),
    lag: [],
    stock: { offset: 0, rows: [row(1)], count: 1 },
    feed: [],
    ...values,
  };
}
