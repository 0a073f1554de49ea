import { Component, onMounted, onPatched, useExternalListener, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { NO_STOCK, cellKey, sumFigures } from "../../lib/changes";
import { formatQuantity } from "../../lib/format";
import { rowWindow } from "../../lib/row_window";
import { totalDetails, totalText } from "../../lib/totals";
import type { Figures, StockRow, UnitTotal, Warehouse } from "../../types/overview";
import { EmptyState } from "../empty_state/empty_state";

export interface StockGridProps {
  /** By position in the list; holes are not read yet. */
  rows: ReadonlyMap<number, StockRow>;
  /** Length of the list; null before the first read. */
  count: number | null;
  totals: Record<string, UnitTotal[]>;
  /** Columns, in order. */
  warehouses: Warehouse[];
  /** Cells that changed a moment ago. */
  marked: ReadonlyMap<string, number>;
  decimals: number;
  /** Search or filters narrow the list. */
  filtered: boolean;
  onRows: (first: number, last: number) => void;
  onProduct: (productId: number) => void;
  onFigures: (productId: number, warehouseId: number | null) => void;
  onClear: () => void;
}

interface Column {
  key: string;
  /** Null for the sum over the warehouses. */
  warehouse: Warehouse | null;
  title: string;
}

interface Cell {
  key: string;
  warehouseId: number | null;
  figures: Figures;
  /** Something is or was expected here: on hand or reserved is not zero. */
  stocked: boolean;
  negative: boolean;
  marked: boolean;
}

/** Pixels; the style sheet's row height must agree. */
export const ROW_HEIGHT = 44;
const PRODUCT_WIDTH = 240;
/** Narrower than this, three columns of figures are stacked in one. */
const GROUP_WIDTH = 196;

/** Products × warehouses; only the rows in view exist in the page. */
export class StockGrid extends Component<StockGridProps> {
  static override template = "stock_control_tower.StockGrid";
  static components = { EmptyState };
  static override props = {
    rows: Object,
    count: { type: [Number, { value: null }] },
    totals: Object,
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
  private reported = "";

  override setup(): void {
    onMounted(() => this.measure());
    onPatched(() => this.reportRows());
    useExternalListener(window, "resize", () => this.measure());
  }

  get compact(): boolean {
    return this.state.width < PRODUCT_WIDTH + this.columns.length * GROUP_WIDTH;
  }

  get columns(): Column[] {
    const { warehouses } = this.props;
    const single = warehouses.map((warehouse) => ({
      key: String(warehouse.id),
      warehouse,
      title: warehouse.name,
    }));
    return warehouses.length > 1
      ? [{ key: "all", warehouse: null, title: _t("All warehouses") }, ...single]
      : single;
  }

  get drawn(): { index: number; row: StockRow | null }[] {
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

  cells(row: StockRow): Cell[] {
    return this.columns.map(({ key, warehouse }) => {
      const figures = warehouse
        ? (row.warehouses[key] ?? NO_STOCK)
        : sumFigures(Object.values(row.warehouses));
      return {
        key,
        warehouseId: warehouse?.id ?? null,
        figures,
        stocked: figures.on_hand !== 0 || figures.reserved !== 0,
        negative: figures.available < 0,
        marked: warehouse !== null && this.props.marked.has(cellKey(row.id, warehouse.id)),
      };
    });
  }

  quantity(value: number): string {
    return formatQuantity(value, this.props.decimals);
  }

  cellTitle(cell: Cell, row: StockRow): string {
    const { figures } = cell;
    const words = {
      onHand: this.quantity(figures.on_hand),
      reserved: this.quantity(figures.reserved),
      available: this.quantity(figures.available),
      uom: row.uom,
    };
    return cell.negative
      ? _t(
          "%(available)s %(uom)s: more was promised or shipped than is recorded here (%(onHand)s on hand, %(reserved)s reserved)",
          words,
        )
      : _t("%(available)s %(uom)s available: %(onHand)s on hand, %(reserved)s reserved", words);
  }

  total(column: Column): string {
    return totalText(this.props.totals[column.key], this.compact);
  }

  totalTitle(column: Column): string {
    return totalDetails(this.props.totals[column.key], this.props.decimals);
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
