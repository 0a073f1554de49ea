import { Component, onMounted, onPatched, useExternalListener, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { rowWindow } from "../../lib/row_window";
import { totalDetails, totalText } from "../../lib/totals";
import type { FigureName, StockRow as Row, Totals, Warehouse } from "../../types/overview";
import { EmptyState } from "../empty_state/empty_state";
import { StockRow, type Column } from "../stock_row/stock_row";

export interface StockGridProps {
  /** By position in the list; holes are not read yet. */
  rows: ReadonlyMap<number, Row>;
  /** Length of the list; null before the first read. */
  count: number | null;
  /** Null while they are not read. */
  totals: Totals | null;
  /** Columns, in order. */
  warehouses: Warehouse[];
  /** Cells that changed a moment ago. */
  marked: ReadonlyMap<string, number>;
  decimals: number;
  /** Search or filters narrow the list. */
  filtered: boolean;
  onRows: (first: number, last: number) => void;
  onProduct: (productId: number) => void;
  onFigures: (productId: number, warehouseId: number | null, figure: FigureName) => void;
  onClear: () => void;
}

/** Pixels; the style sheet's row height must agree. */
export const ROW_HEIGHT = 44;
const PRODUCT_WIDTH = 240;
/** Narrower than this, the four columns of figures are stacked in one. */
const GROUP_WIDTH = 236;
export const GROUP_COLUMNS = 4;

/** Products × warehouses; only the rows in view exist in the page. */
export class StockGrid extends Component<StockGridProps> {
  static override template = "stock_control_tower.StockGrid";
  static components = { EmptyState, StockRow };
  static override props = {
    rows: Object,
    count: { type: [Number, { value: null }] },
    totals: { type: [Object, { value: null }] },
    warehouses: Array,
    marked: Object,
    decimals: Number,
    filtered: Boolean,
    onRows: Function,
    onProduct: Function,
    onFigures: Function,
    onClear: Function,
  };
  scroller = useRef("scroller");
  state = useState({ scrollTop: 0, height: 800, width: 1200 });
  readonly rowHeight = ROW_HEIGHT;
  readonly groupColumns = GROUP_COLUMNS;
  private reported = "";
  private kept: { ids: string; columns: Column[] } | null = null;

  override setup(): void {
    onMounted(() => this.measure());
    onPatched(() => this.reportRows());
    useExternalListener(window, "resize", () => this.measure());
  }

  get compact(): boolean {
    return this.state.width < PRODUCT_WIDTH + this.columns.length * GROUP_WIDTH;
  }

  /** The same array while the warehouses are the same, so that rows keep their props. */
  get columns(): Column[] {
    const { warehouses } = this.props;
    const ids = warehouses.map(({ id }) => id).join();
    if (this.kept?.ids !== ids) this.kept = { ids, columns: columnsOf(warehouses) };
    return this.kept.columns;
  }

  get drawn(): { index: number; row: Row | null }[] {
    const { first, last } = this.window;
    const length = Math.max(0, last - first + 1);
    return Array.from({ length }, (_hole, step) => ({
      index: first + step,
      row: this.props.rows.get(first + step) ?? null,
    }));
  }

  get heightAbove(): number {
    return this.window.first * ROW_HEIGHT;
  }

  get heightBelow(): number {
    return Math.max(0, (this.props.count ?? 0) - this.window.last - 1) * ROW_HEIGHT;
  }

  total(column: Column): string {
    return totalText(this.props.totals, column.key, this.compact);
  }

  totalTitle(column: Column): string {
    return totalDetails(this.props.totals?.[column.key], this.props.decimals);
  }

  onScroll(): void {
    this.state.scrollTop = this.scroller.el?.scrollTop ?? 0;
  }

  private get window() {
    const { scrollTop, height } = this.state;
    return rowWindow(scrollTop, height, ROW_HEIGHT, this.props.count ?? 0);
  }

  private measure(): void {
    if (!this.scroller.el) return;
    this.state.height = this.scroller.el.clientHeight || this.state.height;
    this.state.width = this.scroller.el.clientWidth || this.state.width;
  }

  private reportRows(): void {
    const { first, last } = this.window;
    const asked = `${first}-${last}`;
    if (last < 0 || asked === this.reported) return;
    this.reported = asked;
    this.props.onRows(first, last);
  }
}

function columnsOf(warehouses: Warehouse[]): Column[] {
  const single = warehouses.map((warehouse) => ({
    key: String(warehouse.id),
    warehouse,
    title: warehouse.name,
  }));
  return warehouses.length > 1
    ? [{ key: "all", warehouse: null, title: _t("All warehouses") }, ...single]
    : single;
}
