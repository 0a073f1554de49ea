import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatQuantity, withoutDust } from "../../lib/format";
import type { TruthColumn } from "../../lib/truth_columns";
import type { Warehouse } from "../../types/overview";
import type { Position, PositionFigure } from "../../types/truth";

export interface TruthRowProps {
  row: Position;
  /** Position in the whole list. */
  index: number;
  columns: TruthColumn[];
  warehouse: Warehouse | null;
  /** What can be promised; undefined is not known yet, null never. */
  promised: { now: number; overcommitted: number } | undefined | null;
  marked: boolean;
  /** The row above is the same product. */
  again: boolean;
  selected: boolean;
  /** Column under the keyboard; -1: another row's. */
  active: number;
  decimals: number;
  onOpen: (row: Position, promise: boolean) => void;
  onFigure: (row: Position, figure: PositionFigure) => void;
}

/** One position: a product in a warehouse. */
export class TruthRow extends Component<TruthRowProps> {
  static override template = "stock_control_tower.TruthRow";
  static override props = {
    row: Object,
    index: Number,
    columns: Array,
    warehouse: { type: [Object, { value: null }] },
    promised: { type: [Object, { value: null }], optional: true },
    marked: Boolean,
    again: Boolean,
    selected: Boolean,
    active: Number,
    decimals: Number,
    onOpen: Function,
    onFigure: Function,
  };

  get warehouseName(): string {
    return this.props.warehouse?.name ?? _t("Between warehouses");
  }

  get warehouseCode(): string {
    return this.props.warehouse?.code ?? "⇄";
  }

  get promisedText(): string {
    return this.props.promised ? this.quantity(this.props.promised.now) : "";
  }

  get overcommitted(): string {
    const lacks = this.props.promised?.overcommitted ?? 0;
    return lacks > 0
      ? _t("Overcommitted: firm demand lacks %(quantity)s %(uom)s", {
          quantity: this.quantity(lacks),
          uom: this.props.row.uom,
        })
      : "";
  }

  quantity(value: number): string {
    return formatQuantity(value, this.props.decimals);
  }

  value(column: TruthColumn): number {
    return column.name === "promised" ? 0 : this.props.row[column.name];
  }

  /** On hand always shows; of the others only what is there. */
  isShown(column: TruthColumn): boolean {
    return column.name === "on_hand" || withoutDust(this.value(column), this.props.decimals) !== 0;
  }

  isNegative(column: TruthColumn): boolean {
    return withoutDust(this.value(column), this.props.decimals) < 0;
  }

  figureTitle(column: TruthColumn): string {
    const words = {
      quantity: this.quantity(this.value(column)),
      uom: this.props.row.uom,
      label: column.label,
      warehouse: this.warehouseName,
    };
    return _t("%(label)s in %(warehouse)s: %(quantity)s %(uom)s", words);
  }
}
