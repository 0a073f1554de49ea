import { Component } from "@odoo/owl";
import type { ActionName, TriageAction } from "../../lib/triage_actions";

export interface ActionButtonsProps {
  actions: TriageAction[];
  onAct: (name: ActionName) => void;
}

/** What can be done, the likeliest first; each button shows its key. */
export class ActionButtons extends Component<ActionButtonsProps> {
  static override template = "stock_control_tower.ActionButtons";
  static override props = { actions: Array, onAct: Function };
}
