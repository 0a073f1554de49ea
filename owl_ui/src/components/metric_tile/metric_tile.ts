import { Component } from "@odoo/owl";

export interface MetricTileProps {
  /** Stable name, for tests and extensions. */
  name: string;
  label: string;
  /** The figure, formatted. */
  value: string;
  /** One line of context under the figure. */
  note: string;
  /** What it should be: "goal 0"; empty where there is no goal. */
  target: string;
  icon: string;
  level: "good" | "attention" | "trouble" | "plain";
  /** What opening it shows, for screen readers and as a tooltip. */
  hint: string;
  onOpen: () => void;
}

/** A figure that is a link to the rows behind it; the slot holds a picture. */
export class MetricTile extends Component<MetricTileProps> {
  static override template = "stock_control_tower.MetricTile";
  static override props = {
    name: String,
    label: String,
    value: String,
    note: String,
    target: String,
    icon: String,
    level: String,
    hint: String,
    onOpen: Function,
    slots: { type: Object, optional: true },
  };
}
