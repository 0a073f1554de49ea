import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { cellKey } from "../../lib/changes";
import {
  NO_STOCK,
  besideWords,
  figureLines,
  hasStock,
  held,
  heldWords,
  rowFigures,
} from "../../lib/figures";
import { formatQuantity, withoutDust } from "../../lib/format";
import type { FigureName, Figures, StockRow as Row, Warehouse } from "../../types/overview";

export interface Column {
  key: string;
  /** Null for the sum over the warehouses. */
  warehouse: Warehouse | null;
  title: string;
}

export interface StockRowProps {
  row: Row;
  /** Position in the whole list. */
  index: number;
  columns: Column[];
  /** Cells that changed a moment ago. */
  marked: ReadonlyMap<string, number>;
  decimals: number;
  /** Figures are stacked under the available one. */
  compact: boolean;
  onProduct: (productId: number) => void;
  onFigures: (productId: number, warehouseId: number | null, figure: FigureName) => void;
}

interface Cell {
  key: string;
  warehouseId: number | null;
  figures: Figures;
  held: number;
  /** The figures beside available; null draws nothing. */
  beside: { name: FigureName; value: number | null }[];
  /** Something is here, in whatever state and whoever's. */
  stocked: boolean;
  negative: boolean;
  marked: boolean;
}

/** One product: its figures in each warehouse. Drawn again only when it changes. */
export class StockRow extends Component<StockRowProps> {
  static override template = "stock_control_tower.StockRow";
  static override props = {
    row: Object,
    index: Number,
    columns: Array,
    marked: Object,
    decimals: Number,
    compact: Boolean,
    onProduct: Function,
    onFigures: Function,
  };

  get cells(): Cell[] {
    return this.props.columns.map((column) => this.cell(column));
  }

  quantity(value: number): string {
    return formatQuantity(value, this.props.decimals);
  }

  /** What a figure means here, for its tooltip. */
  figureTitle(name: FigureName, { figures }: Cell): string {
    const { decimals, row } = this.props;
    if (name === "available") return figureLines(figures, row.uom, decimals).join("\n");
    if (name === "reserved") return _t("promised to planned deliveries and transfers");
    const what = name === "held" ? heldWords(figures, decimals) : _t("in every state");
    return [what, ...besideWords(figures, decimals)].join("\n");
  }

  private cell({ key, warehouse }: Column): Cell {
    const { row, marked, decimals } = this.props;
    const figures = warehouse ? (row.warehouses[key] ?? NO_STOCK) : rowFigures(row);
    const stocked = hasStock(figures);
    return {
      key,
      warehouseId: warehouse?.id ?? null,
      figures,
      held: held(figures),
      beside: [
        { name: "on_hand", value: stocked ? figures.on_hand : null },
        { name: "reserved", value: figures.reserved || null },
        { name: "held", value: held(figures) || null },
      ],
      stocked,
      negative: withoutDust(figures.available, decimals) < 0,
      marked: warehouse !== null && marked.has(cellKey(row.id, warehouse.id)),
    };
  }
}
