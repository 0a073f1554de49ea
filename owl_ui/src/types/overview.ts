/** Answers of the Odoo model `stock.tower.overview`, as they come over RPC. */

export interface Warehouse {
  id: number;
  code: string;
  name: string;
}

/** Stock by state; `on_hand` is the sum of the five states that follow it. */
export interface Figures {
  on_hand: number;
  /** Sellable and promised to nobody; negative when more left than was recorded. */
  available: number;
  reserved: number;
  quarantined: number;
  damaged: number;
  returned: number;
  /** On its way to the warehouse from another one; not on hand. */
  in_transit: number;
  /** Awaited by open transfers, and not on its way yet as far as Odoo knows. */
  incoming: number;
  /** On hand, but owned by somebody else; not in `on_hand`. */
  others: number;
}

/** A figure that opens the rows it is the sum of; held: quarantined, damaged, returned. */
export type FigureName = "available" | "on_hand" | "reserved" | "held";

export interface StockRow {
  id: number;
  name: string;
  sku: string;
  uom: string;
  /** In transit, and awaited by no warehouse. */
  in_transit: number;
  /** By warehouse id; a warehouse without stock is absent. */
  warehouses: Record<string, Figures>;
}

/** Sum over the products that share one unit of measure. */
export interface UnitTotal extends Figures {
  uom: string;
  products: number;
}

export interface StockPage {
  offset: number;
  rows: StockRow[];
  /** Products that match search and filters. Null: not asked. */
  count: number | null;
}

/** By warehouse id, and under "all"; the unit of most products first. */
export type Totals = Record<string, UnitTotal[]>;

export interface StockTotals {
  count: number;
  totals: Totals;
}

export interface StockFilter {
  search: string;
  warehouse_ids: number[];
  only_with_stock: boolean;
}

export interface StockRequest extends StockFilter {
  offset: number;
  limit: number;
  /** Count the whole list. */
  count: boolean;
}

export interface Summary {
  /** Some system listens: an active subscription exists. */
  connected: boolean;
  partners: number;
  waiting: { count: number; oldest_ms: number | null };
  refused_today: number;
  conflicts_today: number;
  applied_today: number;
  duplicates_today: number;
  /** Gaps in partners' sequences that are older than a minute. */
  sequence_gaps: number;
  /** Null while nothing was measured in the last minutes. */
  lag: { outbound_ms: number | null; inbound_ms: number | null };
}

export interface LagPoint {
  /** Start of the interval, UTC. */
  at: string;
  outbound_ms: number | null;
  inbound_ms: number | null;
}

export interface FeedItem {
  /** Decimal string: a 64-bit number does not fit a JavaScript number. */
  sequence: string;
  outbox_id: number;
  inbox_id: number | null;
  kind: string;
  recorded_at: string;
  product_id: number | null;
  product: string | null;
  quantity: number | null;
  uom: string | null;
  from: string | null;
  to: string | null;
  from_state: string | null;
  to_state: string | null;
  /** What a count found. */
  counted: number | null;
  /** Why, as a code: "odoo:lot_expiry". */
  reason: string | null;
  lot: string | null;
  document: string | null;
  /** Partner code of who caused it, or "odoo". */
  origin: string;
  /** Set for what did not take effect; recorded is by rule, the others are trouble. */
  outcome: "refused" | "conflict" | "recorded" | null;
  about_kind: string | null;
  code: string | null;
  message: string | null;
  remedy: string | null;
}

export interface Snapshot {
  /** Server clock when the figures were read, UTC. */
  at: string;
  /** Highest event number covered by the figures. */
  head: string;
  /** Decimals of the database's "Product Unit" precision. */
  decimals: number;
  /** The user may open the configuration of partners and subscriptions. */
  can_configure: boolean;
  warehouses: Warehouse[];
  summary: Summary;
  lag: LagPoint[];
  stock: StockPage;
  feed: FeedItem[];
}

export type TowerList = "waiting" | "refused" | "conflicts" | "applied" | "lag";
