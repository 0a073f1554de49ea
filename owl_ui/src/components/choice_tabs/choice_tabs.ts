import { Component } from "@odoo/owl";
import { formatCount } from "../../lib/format";

export interface ChoiceTab {
  name: string;
  label: string;
  /** Rows that it shows; null while they are not known. */
  count: number | null;
}

export interface ChoiceTabsProps {
  label: string;
  tabs: ChoiceTab[];
  chosen: string;
  onChoose: (name: string) => void;
}

/** One of several views of a list, each with the number of rows it shows. */
export class ChoiceTabs extends Component<ChoiceTabsProps> {
  static override template = "stock_control_tower.ChoiceTabs";
  static override props = { label: String, tabs: Array, chosen: String, onChoose: Function };
  readonly formatCount = formatCount;
}
