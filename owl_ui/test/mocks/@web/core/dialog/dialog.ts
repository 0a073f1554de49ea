import { Component, xml } from "@odoo/owl";

export class Dialog extends Component {
  static override template = xml`<div role="dialog"><t t-slot="default"/></div>`;
  static override props = ["*"];
}
