import { Component, useRef, useState } from "@odoo/owl";
import { gridStep, type Cell, type GridSize } from "../../lib/grid_keys";
import { truthColumns, type TruthColumn } from "../../lib/truth_columns";
import type { Warehouse } from "../../types/overview";
import type { Position, PositionFigure } from "../../types/truth";
import { TruthRow } from "../truth_row/truth_row";
import { useVirtualRows, type VirtualRows } from "../virtual_rows/virtual_rows";

interface Promised {
  now: number;
  overcommitted: number;
}

export interface TruthGridProps {
  /** By place in the list; holes are not read yet. */
  rows: ReadonlyMap<number, Position>;
  /** Length of the list as far as it is known. */
  length: number;
  warehouses: Warehouse[];
  /** By position key; what is missing is not known yet. */
  promised: ReadonlyMap<string, Promised>;
  marked: ReadonlyMap<string, number>;
  /** Key of the position that is looked into, or empty. */
  selected: string;
  decimals: number;
  owners: boolean;
  /** Shows a past moment, of which nothing can be promised. */
  past: boolean;
  onRows: (first: number, last: number) => void;
  onOpen: (row: Position, promise: boolean) => void;
  onFigure: (row: Position, figure: PositionFigure) => void;
  onReading: (reading: boolean) => void;
}

/** Pixels; the style sheet must agree. */
const ROW_HEIGHT = 40;
const HEADER_HEIGHT = 36;

/** Positions × figures; only the rows in view are in the page, arrows walk the cells. */
export class TruthGrid extends Component<TruthGridProps> {
  static override template = "stock_control_tower.TruthGrid";
  static components = { TruthRow };
  static override props = {
    rows: Object,
    length: Number,
    warehouses: Array,
    promised: Object,
    marked: Object,
    selected: String,
    decimals: Number,
    owners: Boolean,
    past: Boolean,
    onRows: Function,
    onOpen: Function,
    onFigure: Function,
    onReading: Function,
  };
  scroller = useRef("scroller");
  state = useState<{ active: Cell; focused: boolean }>({
    active: { row: 0, column: 0 },
    focused: false,
  });
  declare virtual: VirtualRows;
  private kept: { width: number; columns: TruthColumn[] } | null = null;
  private pointed = false;

  override setup(): void {
    this.virtual = useVirtualRows(this.scroller, {
      rowHeight: ROW_HEIGHT,
      count: () => this.props.length,
      onRows: (first, last) => this.props.onRows(first, last),
    });
  }

  /** The same array while the width is the same, so that rows keep their props. */
  get columns(): TruthColumn[] {
    const { width } = this.virtual;
    if (this.kept?.width !== width) {
      this.kept = { width, columns: truthColumns(width, this.props.owners) };
    }
    return this.kept.columns;
  }

  get drawn(): { index: number; row: Position | null; key: string }[] {
    const { first, last } = this.virtual.window;
    return Array.from({ length: Math.max(0, last - first + 1) }, (_hole, step) => {
      const row = this.props.rows.get(first + step) ?? null;
      return { index: first + step, row, key: row ? keyOf(row) : "" };
    });
  }

  get activeId(): string | undefined {
    const { row, column } = this.state.active;
    const { first, last } = this.virtual.window;
    if (!this.state.focused || row < first || row > last) return undefined;
    return `o_sct_cell_${row}_${column}`;
  }

  isAgain({ product_id: id }: Position, index: number): boolean {
    return this.props.rows.get(index - 1)?.product_id === id;
  }

  warehouse({ warehouse_id: id }: Position): Warehouse | null {
    return this.props.warehouses.find((warehouse) => warehouse.id === id) ?? null;
  }

  promised(row: Position, key: string): Promised | undefined | null {
    return this.props.past || row.warehouse_id === null ? null : this.props.promised.get(key);
  }

  activeColumn(index: number): number {
    const { active, focused } = this.state;
    return focused && active.row === index ? active.column : -1;
  }

  onPointer(pointed: boolean): void {
    this.pointed = pointed;
    this.reportReading();
  }

  onScroll(): void {
    this.virtual.onScroll();
    this.reportReading();
  }

  onKeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { active } = this.state;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.activate(active);
      return;
    }
    const next = gridStep(event.key, active, this.size);
    if (!next) return;
    event.preventDefault();
    this.state.active = next;
    this.virtual.reveal(next.row, HEADER_HEIGHT);
  }

  private get size(): GridSize {
    const { el } = this.scroller;
    return {
      rows: this.props.length,
      columns: this.columns.length + 2,
      page: Math.max(1, Math.floor((el?.clientHeight ?? 0) / ROW_HEIGHT) - 2),
      rtl: !!el && getComputedStyle(el).direction === "rtl",
    };
  }

  private activate({ row: index, column }: Cell): void {
    const row = this.props.rows.get(index);
    if (!row) return;
    const figure = this.columns[column - 2]?.name;
    if (!figure || figure === "promised") this.props.onOpen(row, figure === "promised");
    else this.props.onFigure(row, figure);
  }

  private reportReading(): void {
    this.props.onReading(this.pointed || (this.scroller.el?.scrollTop ?? 0) > 4);
  }
}

function keyOf({ product_id: product, warehouse_id: warehouse }: Position): string {
  return `${product}:${warehouse ?? 0}`;
}
