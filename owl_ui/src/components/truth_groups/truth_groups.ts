import { Component, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatCount, formatQuantity, withoutDust } from "../../lib/format";
import { column, type TruthColumn } from "../../lib/truth_columns";
import type { Group, GroupValue, PositionFigure } from "../../types/truth";

export interface TruthGroupsProps {
  rows: readonly Group[];
  more: boolean;
  loading: boolean;
  owners: boolean;
  decimals: number;
  onOpen: (group: Group) => void;
  onMore: () => void;
}

const FIGURES: PositionFigure[] = [
  "on_hand",
  "available",
  "reserved",
  "quarantined",
  "damaged",
  "returned",
  "in_transit",
  "incoming",
];

/** Sums by what the user groups by, one row per unit of measure. */
export class TruthGroups extends Component<TruthGroupsProps> {
  static override template = "stock_control_tower.TruthGroups";
  static override props = {
    rows: Array,
    more: Boolean,
    loading: Boolean,
    owners: Boolean,
    decimals: Number,
    onOpen: Function,
    onMore: Function,
  };
  scroller = useRef("scroller");

  get columns(): TruthColumn[] {
    return [...FIGURES, ...(this.props.owners ? (["others"] as const) : [])].map(column);
  }

  label({ field, label, id }: GroupValue): string {
    if (label) return label;
    if (id !== null) return String(id);
    if (field === "warehouse_id") return _t("Between warehouses");
    if (field === "owner_id") return _t("Own stock");
    if (field === "location_id") return _t("Not there yet");
    if (field === "lot_id") return _t("Without a lot");
    if (field === "package_id") return _t("Without a package");
    return _t("None");
  }

  figure(group: Group, name: TruthColumn["name"]): string {
    const value = name === "promised" ? 0 : group[name];
    return withoutDust(value, this.props.decimals)
      ? formatQuantity(value, this.props.decimals)
      : "";
  }

  isNegative(group: Group, name: TruthColumn["name"]): boolean {
    return name !== "promised" && withoutDust(group[name], this.props.decimals) < 0;
  }

  count(group: Group): string {
    return formatCount(group.products);
  }

  onScroll(): void {
    const { el } = this.scroller;
    if (el && el.scrollTop + el.clientHeight > el.scrollHeight - 400) this.props.onMore();
  }
}
