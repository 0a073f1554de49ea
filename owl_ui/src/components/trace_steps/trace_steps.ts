import { Component } from "@odoo/owl";
import { formatDuration, parseTime } from "../../lib/format";
import { formatMoment } from "../../lib/moments";
import { stepWords } from "../../lib/trail_words";
import type { Direction, EventStep } from "../../types/trail";

export interface TraceStepsProps {
  steps: readonly EventStep[];
  /** Key of the event they are shown for. */
  current: string;
  onOpen: (direction: Direction, id: number) => void;
}

/** The way of an event, step by step, with the time each took. */
export class TraceSteps extends Component<TraceStepsProps> {
  static override template = "stock_control_tower.TraceSteps";
  static override props = { steps: Array, current: String, onOpen: Function };
  readonly words = stepWords;
  readonly moment = formatMoment;

  /** Since the step before; empty for the first. */
  after(index: number): string {
    const before = this.props.steps[index - 1];
    const step = this.props.steps[index];
    if (!before || !step) return "";
    return `+${formatDuration(Math.max(0, parseTime(step.at) - parseTime(before.at)))}`;
  }

  isOther({ direction, id, what }: EventStep): boolean {
    return what !== "published" && `${direction}-${id}` !== this.props.current;
  }
}
