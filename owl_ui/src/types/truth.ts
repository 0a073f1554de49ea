/** Answers of the Odoo model `stock.tower.truth`, as they come over RPC. */
import type { Figures, Warehouse } from "./overview";

export type Domain = unknown[];
/** Reference (false: none) and id of a product: where a page begins or ends. */
export type Key = [string | false, number];

export interface Opening {
  /** Event number; the stock after that event is shown. Null: stock as it is. */
  until: string | null;
  /** Since when there is a log; null without an event. */
  begins: string | null;
  decimals: number;
  warehouses: Warehouse[];
  lots: boolean;
  packages: boolean;
  owners: boolean;
}

/** A product in a warehouse; without one it lies between warehouses. */
export interface Position extends Figures {
  product_id: number;
  warehouse_id: number | null;
  name: string;
  sku: string;
  uom: string;
}

export interface ProductFacts {
  name: string;
  sku: string;
  uom: string;
}

export interface PositionPage {
  rows: Position[];
  /** Where the next page begins; null at the end or for a block. */
  next: Key | null;
  at: string;
  head: string;
}

export interface Outline {
  count: number;
  products: number;
  /** Last product of each block, and how many rows there are until then. */
  blocks: [string | false, number, number][];
}

export interface GroupValue {
  field: string;
  id: number | string | null;
  label: string;
}

export interface Group extends Figures {
  key: (string | number)[];
  values: GroupValue[];
  uom: string;
  products: number;
}

export interface GroupPage {
  rows: Group[];
  more: boolean;
}

export interface Place extends Figures {
  location_id: number;
  location: string;
  lot_id: number | null;
  lot: string | null;
  package_id: number | null;
  package: string | null;
  owner_id: number | null;
  owner: string | null;
  state: string;
}

export interface PlacePage {
  rows: Place[];
  more: boolean;
}

/** States of a position that the ledger keeps a balance of. */
export type LedgerState =
  "available" | "reserved" | "quarantined" | "damaged" | "returned" | "in_transit" | "others";
export type Balance = Record<LedgerState, number>;

export interface LedgerRow {
  id: number;
  sequence: string;
  kind: string;
  recorded_at: string;
  quantity: number;
  from_state: string | null;
  to_state: string | null;
  source: string | null;
  target: string | null;
  lot: string | null;
  document: string | null;
  origin: string;
  reason: string | null;
  counted: number | null;
  before: Balance;
  after: Balance;
}

export interface LedgerPage {
  rows: LedgerRow[];
  next: string | null;
  /** Events before it are kept only as a sum. */
  since: string | null;
}

export interface PromiseTerm {
  text: string;
  quantity: string;
  day: string | null;
  document: string;
  origin: string;
  move_id: number | null;
}

export interface PromiseExplanation {
  figure: string;
  uom: string;
  binding_day: string | null;
  terms: (PromiseTerm & { label: string })[];
  left_out: (PromiseTerm & { reason: string })[];
  policy: { horizon_days: number; safety: string; receipts: string };
  balance: { day: string; quantity: string; promise: string | null }[];
  overcommitted: string;
  overcommitted_on: string | null;
}

export type Promised = Record<string, Record<string, { atp_now: number; overcommitted: number }>>;

/** A figure of a position that opens what it is the sum of. */
export type PositionFigure = keyof Figures;
