import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatCount, formatQuantity } from "../../lib/format";
import type { Board, MatrixCell, MatrixState } from "../../types/board";
import type { Warehouse } from "../../types/overview";

export interface StateMatrixProps {
  warehouses: Warehouse[];
  matrix: Board["matrix"];
  decimals: number;
  onOpen: (warehouseId: number, state: MatrixState) => void;
}

/** Warehouses × states: how many places hold stock in each state, and how much that is. */
export class StateMatrix extends Component<StateMatrixProps> {
  static override template = "stock_control_tower.StateMatrix";
  static override props = { warehouses: Array, matrix: Object, decimals: Number, onOpen: Function };
  readonly formatCount = formatCount;

  get states(): { name: MatrixState; label: string }[] {
    return [
      { name: "available", label: _t("Available") },
      { name: "reserved", label: _t("Reserved") },
      { name: "quarantined", label: _t("Quarantined") },
      { name: "damaged", label: _t("Damaged") },
      { name: "returned", label: _t("Returned") },
    ];
  }

  cellOf(warehouse: Warehouse, state: MatrixState): MatrixCell | undefined {
    return this.props.matrix[warehouse.id]?.[state];
  }

  quantity(cell: MatrixCell): string {
    return formatQuantity(cell.quantity, this.props.decimals);
  }

  title(cell: MatrixCell, warehouse: Warehouse): string {
    return _t("%(rows)s rows of stock in %(warehouse)s; opens them", {
      rows: formatCount(cell.rows),
      warehouse: warehouse.name,
    });
  }
}
