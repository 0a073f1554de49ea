import type { FloorCard, FloorOpening, Found, Place, PlaceLine } from "../src/types/floor";

export function placeLine(id: number, values: Partial<PlaceLine> = {}): PlaceLine {
  return {
    product_id: id,
    location_id: 31,
    lot_id: null,
    package_id: null,
    owner_id: null,
    product: `Gloves ${id}`,
    sku: `GLV-${id}`,
    uom: "Units",
    tracking: "none",
    lot: null,
    package: null,
    owner: null,
    expected: "12",
    reserved: 0,
    ...values,
  };
}

export function place(lines: PlaceLine[]): Place {
  return {
    at: "2026-11-24T10:00:00Z",
    id: 31,
    name: "DAL/Stock/B-01",
    warehouse_id: 1,
    lines,
    more: false,
  };
}

export function found(values: Partial<Found> = {}): Found {
  return {
    kind: "product",
    id: 1,
    name: "Gloves 1",
    note: "GLV-1",
    product_id: 1,
    tracking: "none",
    lot_id: null,
    quantity: 1,
    ...values,
  };
}

export function opening(values: Partial<FloorOpening> = {}): FloorOpening {
  return {
    at: "2026-11-24T10:00:00Z",
    warehouses: [
      { id: 1, code: "DAL", name: "Dallas" },
      { id: 2, code: "RNO", name: "Reno" },
    ],
    warehouse_id: 1,
    decimals: 2,
    may_count: true,
    exceptions: { receiving: 2, picking: 0 },
    ...values,
  };
}

export function card(id: number, values: Partial<FloorCard> = {}): FloorCard {
  return {
    id,
    name: `Unknown item: SKU-${id} (wms)`,
    cause: `No product has the internal reference 'SKU-${id}'.`,
    remedy: "Map the partner's code.",
    severity: "2",
    state: "new",
    open_count: 3,
    orders: 2,
    last_seen: "2026-11-24T09:58:00Z",
    ...values,
  };
}
