import { Component } from "@odoo/owl";
import { ageOf, formatMoment } from "../../lib/moments";
import type { Step } from "../../types/exceptions";

const ICONS: Record<string, string> = {
  came_back: "fa-undo",
  got_worse: "fa-arrow-up",
  nothing_open: "fa-check",
  retry: "fa-repeat",
  edit: "fa-pencil",
  bulk: "fa-tasks",
  discard: "fa-trash-o",
  restore: "fa-reply",
  owner: "fa-user",
  undo: "fa-undo",
  snooze: "fa-bell-slash-o",
  wait: "fa-hourglass-half",
  acknowledge: "fa-eye",
  start: "fa-play",
  resolve: "fa-check",
};

/** What people and the tower did about an exception, newest first. */
export class StepTimeline extends Component<{
  steps: Step[];
  firstSeen: string | null;
  now: number;
}> {
  static override template = "stock_control_tower.StepTimeline";
  static override props = {
    steps: Array,
    firstSeen: { type: [String, { value: null }] },
    now: Number,
  };
  readonly formatMoment = formatMoment;

  icon(step: Step): string {
    return ICONS[step.action] ?? "fa-circle-o";
  }

  age(stamp: string | null): string {
    return ageOf(stamp, this.props.now);
  }
}
