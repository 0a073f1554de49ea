import { Component, xml } from "@odoo/owl";

export class ConfirmationDialog extends Component {
  static override template = xml`<div/>`;
  static override props = ["*"];
}
