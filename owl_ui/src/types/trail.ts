/** Answers of the Odoo model `stock.tower.trail`, as they come over RPC. */
import type { Balance } from "./truth";

export type Direction = "in" | "out";
/** Where a page goes on, in each log: a number or an id as a decimal string. */
export type Positions = Partial<Record<Direction, string>>;

export interface TrailLine {
  direction: Direction;
  id: number;
  position: string;
  kind: string;
  at: string;
  product_id: number | null;
  product: string | null;
  quantity: number | null;
  uom: string | null;
  from_state: string | null;
  to_state: string | null;
  source: string | null;
  target: string | null;
  lot: string | null;
  document: string | null;
  /** Partner code, or "odoo". */
  origin: string;
  reason: string | null;
  counted: number | null;
  /** What became of a partner's event; null for what Odoo tells of itself. */
  outcome: string | null;
  about_kind: string | null;
  code: string | null;
  message: string | null;
  remedy: string | null;
  subject: string | null;
  repeats: number | null;
}

export interface TrailPage {
  rows: TrailLine[];
  next: Positions | null;
  /** Time looked back to, where the search goes on. */
  back_to: string | null;
  newest: Required<Positions>;
  at: string;
  head: string;
}

export interface NewerPage {
  rows: TrailLine[];
  /** There are more of them than were asked for. */
  more: boolean;
  newest: Required<Positions>;
  at: string;
  head: string;
}

export interface EventEffect {
  product: string;
  product_id: number;
  uom: string;
  warehouse: string | null;
  warehouse_id: number | null;
  before: Balance;
  after: Balance;
}

export interface EventAttempt {
  at: string;
  name: string | null;
  result: string;
  note: string;
}

export interface EventStep {
  at: string;
  what: "happened" | "received" | "document" | "recorded" | "numbered" | "published";
  direction: Direction;
  id: number;
  kind: string;
  name: string | null;
}

export interface EventLinks {
  outbox_id: number | null;
  inbox_id: number | null;
  picking_id: number | null;
  picking: string | null;
  move_id: number | null;
  product_id: number | null;
  location_id: number | null;
  lot_id: number | null;
  exception_id: number | null;
}

export interface EventDetail {
  line: TrailLine;
  raw: string;
  /** The facts that make it the same event; null where it cannot be read. */
  canonical: string | null;
  compare: { left: string; right: string } | null;
  effects: EventEffect[];
  attempts: EventAttempt[];
  steps: EventStep[];
  links: EventLinks;
}
