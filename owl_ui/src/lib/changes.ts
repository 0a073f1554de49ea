import type { StockRow } from "../types/overview";
import { sameFigures } from "./figures";

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

/** Whether two readings of a product are drawn alike. */
export function sameRow(before: StockRow, after: StockRow): boolean {
  return (
    before.name === after.name &&
    before.sku === after.sku &&
    before.uom === after.uom &&
    before.in_transit === after.in_transit &&
    !changedCells(before, after).length
  );
}

/** Compares event numbers given as decimal strings without leading zeros. */
export function isNewer(left: string, right: string): boolean {
  return left.length === right.length ? left > right : left.length > right.length;
}
