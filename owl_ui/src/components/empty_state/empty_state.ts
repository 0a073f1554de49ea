import { Component } from "@odoo/owl";

/** Says why nothing is here and what to do about it; the slot holds actions. */
export class EmptyState extends Component<{ icon: string; title: string; text: string }> {
  static override template = "stock_control_tower.EmptyState";
  static override props = {
    icon: String,
    title: String,
    text: String,
    slots: { type: Object, optional: true },
  };
}
