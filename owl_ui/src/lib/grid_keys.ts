export interface Cell {
  row: number;
  column: number;
}

export interface GridSize {
  rows: number;
  columns: number;
  /** Rows in view. */
  page: number;
  /** Columns run from right to left. */
  rtl: boolean;
}

/** Where a key leads from a cell of a grid; null for a key that leads nowhere. */
export function gridStep(key: string, { row, column }: Cell, size: GridSize): Cell | null {
  const sideways = size.rtl ? -1 : 1;
  const steps: Record<string, [number, number]> = {
    ArrowDown: [1, 0],
    j: [1, 0],
    ArrowUp: [-1, 0],
    k: [-1, 0],
    ArrowRight: [0, sideways],
    ArrowLeft: [0, -sideways],
    PageDown: [size.page, 0],
    PageUp: [-size.page, 0],
    Home: [-Infinity, 0],
    End: [Infinity, 0],
  };
  const step = steps[key];
  if (!step) return null;
  return {
    row: clamp(row + step[0], size.rows),
    column: clamp(column + step[1], size.columns),
  };
}

function clamp(value: number, length: number): number {
  return Math.max(0, Math.min(value, length - 1));
}
