import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatCount, formatDuration } from "../../lib/format";
import { ageOf, formatMoment } from "../../lib/moments";
import type { Look } from "../../lib/triage";
import type { Subscription, TestAnswer } from "../../types/connections";
import { Pill } from "../pill/pill";

export interface SubscriberTableProps {
  subscriptions: Subscription[];
  /** What receivers said to tests, by subscription id; null: awaited. */
  tests: ReadonlyMap<number, TestAnswer | null>;
  canConfigure: boolean;
  now: number;
  onOpen: (id: number) => void;
  onTest: (id: number) => void;
  onRotate: (id: number) => void;
}

const STATES: Record<Subscription["state"], Pick<Look, "icon" | "tone">> = {
  new: { icon: "fa-circle-o", tone: "plain" },
  healthy: { icon: "fa-check", tone: "good" },
  failing: { icon: "fa-exclamation-triangle", tone: "trouble" },
  gone: { icon: "fa-ban", tone: "trouble" },
};

/** Who is told of events: how that goes, a test, a new secret. */
export class SubscriberTable extends Component<SubscriberTableProps> {
  static override template = "stock_control_tower.SubscriberTable";
  static components = { Pill };
  static override props = {
    subscriptions: Array,
    tests: Object,
    canConfigure: Boolean,
    now: Number,
    onOpen: Function,
    onTest: Function,
    onRotate: Function,
  };
  readonly formatMoment = formatMoment;

  look({ state, state_label: label }: Subscription): Look {
    return { label, ...STATES[state] };
  }

  behind({ behind }: Subscription): string {
    return behind ? _t("%s behind", formatCount(behind)) : _t("up to date");
  }

  heard({ last_success_at: at }: Subscription): string {
    return at ? _t("told %s", ageOf(at, this.props.now)) : _t("never told");
  }

  isAwaited(id: number): boolean {
    return this.props.tests.get(id) === null;
  }

  answer(id: number): { text: string; ok: boolean } | null {
    const answer = this.props.tests.get(id);
    if (answer === undefined) return null;
    if (answer === null) return { text: _t("Sending…"), ok: true };
    const time = formatDuration(answer.ms);
    if (answer.ok)
      return {
        text: _t("Answered %(status)s in %(time)s", { status: answer.status, time }),
        ok: true,
      };
    if (answer.status) return { text: _t("Answered %s: not accepted", answer.status), ok: false };
    return { text: answer.error, ok: false };
  }
}
