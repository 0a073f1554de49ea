import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatCount, formatDuration, formatQuantity } from "../../lib/format";
import type { Bulk, Counted } from "../../types/exceptions";

export interface BulkPanelProps {
  /** Null while the plan is made. */
  bulk: Bulk | null;
  busy: boolean;
  failure: string;
  onBegin: (reason: string) => void;
  onStop: () => void;
  onUndo: () => void;
  onList: (list: "action_open_events" | "action_open_otherwise") => void;
  onClose: () => void;
}

/** Many events at once: what would become of them, how far it is, what became of them. */
export class BulkPanel extends Component<BulkPanelProps> {
  static override template = "stock_control_tower.BulkPanel";
  static override props = {
    bulk: { type: [Object, { value: null }] },
    busy: Boolean,
    failure: String,
    onBegin: Function,
    onStop: Function,
    onUndo: Function,
    onList: Function,
    onClose: Function,
  };
  readonly form = useState({ reason: "" });
  readonly title = useRef("title");
  readonly formatCount = formatCount;

  override setup(): void {
    // Whoever works by keyboard or screen reader is taken to it, and told of each turn.
    useEffect(
      () => this.title.el?.focus(),
      () => [this.props.bulk?.id, this.props.bulk?.state],
    );
  }

  get heading(): string {
    const { bulk } = this.props;
    if (!bulk) return _t("Trying it without a trace…");
    const count = formatCount(bulk.event_count);
    if (bulk.state === "running") return _t("%s is running", bulk.name);
    if (bulk.state === "done") return _t("%s is done", bulk.name);
    if (bulk.state === "cancelled") return _t("%s was stopped", bulk.name);
    if (bulk.action === "retry") return _t("Retry %s events?", count);
    return bulk.action === "discard"
      ? _t("Discard %s events?", count)
      : _t("Take up %s events again?", count);
  }

  get planned(): boolean {
    return this.props.bulk?.state === "planned";
  }

  get needsReason(): boolean {
    return this.planned && this.props.bulk?.action === "discard";
  }

  get mayBegin(): boolean {
    const { bulk, busy } = this.props;
    return !busy && !!bulk?.event_count && (!this.needsReason || !!this.form.reason.trim());
  }

  get beginLabel(): string {
    const labels = { retry: _t("Retry now"), discard: _t("Discard"), restore: _t("Take up") };
    const { action } = this.props.bulk ?? {};
    return action && action !== "replay" ? labels[action] : _t("Start");
  }

  /** Percent. */
  get progress(): number {
    const { bulk } = this.props;
    return bulk?.event_count ? (100 * bulk.done_count) / bulk.event_count : 0;
  }

  get progressText(): string {
    const { bulk } = this.props;
    if (!bulk) return "";
    const words = { done: formatCount(bulk.done_count), count: formatCount(bulk.event_count) };
    if (bulk.state !== "running" || bulk.rate <= 0) return _t("%(done)s of %(count)s", words);
    const left = (1000 * (bulk.event_count - bulk.done_count)) / bulk.rate;
    return _t("%(done)s of %(count)s, %(rate)s a second, %(left)s left", {
      ...words,
      rate: formatCount(Math.round(bulk.rate)),
      left: formatDuration(left),
    });
  }

  words([, word, , count]: Counted): string {
    return `${formatCount(count)} ${word}`;
  }

  tone([state]: Counted): string {
    if (state === "applied" || state === "recorded") return "good";
    return state === "refused" || state === "conflict" ? "trouble" : "plain";
  }

  quantity(value: number): string {
    return formatQuantity(value, 2);
  }
}
