import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatDuration } from "../../lib/format";
import { LATE_MS } from "../../lib/health";
import { LogScale, drawSparkline, worstOf, type Sparkline } from "../../lib/sparkline";
import type { LagPoint } from "../../types/overview";

const WIDTH = 120;
const HEIGHT = 32;
/** Quicker than this is all the same to a person. */
const MIN_MS = 50;

/** Lag over the last minutes; the dashed line marks what counts as late. */
export class LagSparkline extends Component<{ points: LagPoint[] }> {
  static override template = "stock_control_tower.LagSparkline";
  static override props = { points: Array };
  readonly viewBox = `0 -2 ${WIDTH} ${HEIGHT + 4}`;
  readonly width = WIDTH;

  get drawing(): Sparkline {
    return drawSparkline(worstOf(this.props.points), WIDTH, HEIGHT, this.scale);
  }

  /** Height of the "late" line. */
  get lateAt(): number {
    return this.scale.y(LATE_MS);
  }

  private get scale(): LogScale {
    return new LogScale(worstOf(this.props.points), HEIGHT, MIN_MS, 2 * LATE_MS);
  }

  get title(): string {
    const known = worstOf(this.props.points).filter((ms) => ms !== null);
    if (!known.length) return _t("No events in the last minutes");
    return _t("Slowest event of the last minutes: %s", formatDuration(Math.max(...known)));
  }
}
