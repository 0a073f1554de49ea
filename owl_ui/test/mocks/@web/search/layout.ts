import { Component, xml } from "@odoo/owl";

export class Layout extends Component {
  static override template = xml`<main t-att-class="props.className"><t t-slot="default"/></main>`;
  static override props = ["*"];
}
