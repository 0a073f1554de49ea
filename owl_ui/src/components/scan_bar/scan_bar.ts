import { Component, useRef } from "@odoo/owl";

/** Where a code is typed; a scanner needs no field, and may use this one too. */
export class ScanBar extends Component<{ onScan: (code: string) => void }> {
  static override template = "stock_control_tower.ScanBar";
  static override props = { onScan: Function };
  readonly input = useRef<HTMLInputElement>("input");

  onSubmit(): void {
    const field = this.input.el;
    const code = field?.value.trim();
    if (!field || !code) return;
    field.value = "";
    this.props.onScan(code);
  }
}
