import type { Figures, StockRow } from "../types/overview";

/** Names a cell: the figures of one product in one warehouse. */
export function cellKey(productId: number, warehouseId: number | string): string {
  return `${productId}:${warehouseId}`;
}

/** Cells whose figures differ between two readings of the same product. */
export function changedCells(before: StockRow, after: StockRow): string[] {
  const ids = new Set([...Object.keys(before.warehouses), ...Object.keys(after.warehouses)]);
  return [...ids]
    .filter((id) => !sameFigures(before.warehouses[id], after.warehouses[id]))
    .map((id) => cellKey(after.id, id));
}

export const NO_STOCK: Figures = Object.freeze({ on_hand: 0, reserved: 0, available: 0 });

export function sameFigures(left: Figures = NO_STOCK, right: Figures = NO_STOCK): boolean {
  return left.on_hand === right.on_hand && left.reserved === right.reserved;
}

export function sumFigures(all: Figures[]): Figures {
  const sum = { on_hand: 0, reserved: 0, available: 0 };
  for (const { on_hand, reserved, available } of all) {
    sum.on_hand += on_hand;
    sum.reserved += reserved;
    sum.available += available;
  }
  return sum;
}

/** Compares event numbers given as decimal strings without leading zeros. */
export function isNewer(left: string, right: string): boolean {
  return left.length === right.length ? left > right : left.length > right.length;
}
