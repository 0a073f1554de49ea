import { Component } from "@odoo/owl";
import type { Look } from "../../lib/triage";

/** A state in colour, icon and word. */
export class Pill extends Component<{ look: Look }> {
  static override template = "stock_control_tower.Pill";
  static override props = { look: Object };
}
