import { Component } from "@odoo/owl";

const HEIGHT = 32;

/** A figure's past as bars; the tile beside it says what they are. */
export class MiniBars extends Component<{ values: number[] }> {
  static override template = "stock_control_tower.MiniBars";
  static override props = { values: Array };
  readonly height = HEIGHT;

  get viewBox(): string {
    return `0 0 ${Math.max(1, this.props.values.length)} ${HEIGHT}`;
  }

  get bars(): { x: number; y: number; height: number }[] {
    const { values } = this.props;
    const top = Math.max(1, ...values);
    return values.map((value, x) => {
      // What is there shows, however small beside the largest.
      const height = value ? Math.max(2, (HEIGHT * value) / top) : 0;
      return { x, y: HEIGHT - height, height };
    });
  }
}
