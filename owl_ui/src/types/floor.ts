/** Answers of `stock.tower.floor`, as they come over RPC. */
import type { ExceptionState, Severity } from "./exceptions";

export type Side = "receiving" | "picking";
export type FloorView = "start" | Side | "count";

export interface FloorOpening {
  at: string;
  warehouses: { id: number; code: string; name: string }[];
  /** The one whose exceptions are counted; null: there is none. */
  warehouse_id: number | null;
  decimals: number;
  may_count: boolean;
  exceptions: Record<Side, number>;
}

export interface FloorCard {
  id: number;
  name: string;
  cause: string;
  remedy: string;
  severity: Severity;
  state: ExceptionState;
  open_count: number;
  /** Open transfers that wait for its events. */
  orders: number;
  last_seen: string | null;
}

export interface FloorCards {
  at: string;
  /** Of all; `rows` may be fewer. */
  count: number;
  rows: FloorCard[];
}

/** What tells one figure of a place from another. */
export interface LineKey {
  product_id: number;
  location_id: number;
  lot_id: number | null;
  package_id: number | null;
  owner_id: number | null;
}

export interface PlaceLine extends LineKey {
  product: string;
  sku: string;
  uom: string;
  tracking: "none" | "lot" | "serial";
  lot: string | null;
  package: string | null;
  owner: string | null;
  /** Decimal string. */
  expected: string;
  reserved: number;
}

export interface Place {
  at: string;
  id: number;
  name: string;
  warehouse_id: number;
  lines: PlaceLine[];
  /** There are lines beyond these. */
  more: boolean;
}

/** What a code names. */
export interface Found {
  kind: "location" | "product" | "lot" | "package";
  id: number;
  name: string;
  note: string;
  product_id: number | null;
  tracking: PlaceLine["tracking"];
  lot_id: number | null;
  /** How many of the product's unit one scan counts. */
  quantity: number;
}

/** Odoo's figure before and after, decimal strings. */
export interface CountAnswer {
  posted: boolean;
  before: string;
  after: string;
}

/** What the page says about the last thing done. */
export interface Said {
  tone: "good" | "info" | "attention" | "trouble";
  text: string;
}
