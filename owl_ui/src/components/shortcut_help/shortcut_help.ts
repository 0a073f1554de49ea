import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

export interface ShortcutHelpProps {
  groups: { title: string; keys: [string, string][] }[];
  on: boolean;
  onSwitch: (on: boolean) => void;
  close: () => void;
}

/** The keys of a page, and the way to switch them off. */
export class ShortcutHelp extends Component<ShortcutHelpProps> {
  static override template = "stock_control_tower.ShortcutHelp";
  static components = { Dialog };
  static override props = { groups: Array, on: Boolean, onSwitch: Function, close: Function };
  readonly state = useState({ on: this.props.on });

  switchTo(on: boolean): void {
    this.state.on = on;
    this.props.onSwitch(on);
  }
}
