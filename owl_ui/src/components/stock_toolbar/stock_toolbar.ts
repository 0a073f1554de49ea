import { Component } from "@odoo/owl";
import type { Warehouse } from "../../types/overview";

export interface StockToolbarProps {
  search: string;
  warehouses: Warehouse[];
  warehouseIds: number[];
  onlyWithStock: boolean;
  onSearch: (text: string) => void;
  onWarehouses: (ids: number[]) => void;
  onOnlyWithStock: (only: boolean) => void;
}

/** Long enough to type on, short enough to feel immediate. */
const TYPING_MS = 180;

/** Narrows the grid: by text, by warehouse, to what is in stock. */
export class StockToolbar extends Component<StockToolbarProps> {
  static override template = "stock_control_tower.StockToolbar";
  static override props = {
    search: String,
    warehouses: Array,
    warehouseIds: Array,
    onlyWithStock: Boolean,
    onSearch: Function,
    onWarehouses: Function,
    onOnlyWithStock: Function,
  };
  private typing: ReturnType<typeof setTimeout> | undefined;

  isChosen(id: number): boolean {
    return this.props.warehouseIds.includes(id);
  }

  onInput(event: Event): void {
    const text = (event.target as HTMLInputElement).value;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.props.onSearch(text.trim()), TYPING_MS);
  }

  onKeydown(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    (event.target as HTMLInputElement).value = "";
    clearTimeout(this.typing);
    this.props.onSearch("");
  }

  toggleWarehouse(id: number): void {
    const { warehouses, warehouseIds } = this.props;
    const ids = this.isChosen(id)
      ? warehouseIds.filter((chosen) => chosen !== id)
      : [...warehouseIds, id];
    // All of them is the same as no filter.
    this.props.onWarehouses(ids.length === warehouses.length ? [] : ids);
  }
}
