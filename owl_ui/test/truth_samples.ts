import { NO_STOCK } from "../src/lib/figures";
import type { TruthApi } from "../src/services/truth_api";
import type { Balance, LedgerRow, Opening, Position, PositionPage } from "../src/types/truth";

export const BALANCE: Balance = {
  available: 0,
  reserved: 0,
  quarantined: 0,
  damaged: 0,
  returned: 0,
  in_transit: 0,
  others: 0,
};

export function position(product: number, values: Partial<Position> = {}): Position {
  return {
    ...NO_STOCK,
    on_hand: 10,
    available: 10,
    product_id: product,
    warehouse_id: 1,
    name: `Product ${product}`,
    sku: `SKU-${product}`,
    uom: "Units",
    ...values,
  };
}

export function positions(first: number, last: number): Position[] {
  return Array.from({ length: last - first + 1 }, (_hole, step) => position(first + step));
}

export function page(rows: Position[], next: PositionPage["next"] = null): PositionPage {
  return { rows, next, at: new Date().toISOString(), head: "10" };
}

export const OPENING: Opening = {
  until: null,
  begins: "2026-01-01T00:00:00.000Z",
  decimals: 2,
  warehouses: [
    { id: 1, code: "DAL", name: "Dallas" },
    { id: 2, code: "ATL", name: "Atlanta" },
  ],
  lots: true,
  packages: false,
  owners: true,
};

export function ledgerRow(sequence: number, values: Partial<LedgerRow> = {}): LedgerRow {
  return {
    id: sequence,
    sequence: String(sequence),
    kind: "goods_received",
    recorded_at: "2026-11-24T10:00:00.000Z",
    quantity: 4,
    from_state: null,
    to_state: "available",
    source: null,
    target: "DAL/A-1",
    lot: null,
    document: "DAL/IN/7",
    origin: "wms",
    reason: null,
    counted: null,
    before: BALANCE,
    after: { ...BALANCE, available: 4 },
    ...values,
  };
}

/** A server that answers what the test says, and nothing else. */
export function apiOf(answers: Partial<TruthApi>): TruthApi {
  return answers as TruthApi;
}
