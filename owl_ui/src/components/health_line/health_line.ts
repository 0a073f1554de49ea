import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatDuration } from "../../lib/format";
import type { Health } from "../../lib/health";
import type { Freshness } from "../../stores/live_store";
import { FreshnessBadge } from "../freshness_badge/freshness_badge";

export interface HealthLineProps {
  health: Health | null;
  freshness: Freshness;
  /** Milliseconds since the figures were read; null before the first read. */
  figuresAge: number | null;
  /** Why the last read failed, empty when it did not. */
  failure: string;
  onRetry: () => void;
}

const ICONS = {
  good: "fa-check-circle",
  attention: "fa-exclamation-circle",
  trouble: "fa-exclamation-triangle",
};

/** The first thing to read: how things are, in words, and how current that is. */
export class HealthLine extends Component<HealthLineProps> {
  static override template = "stock_control_tower.HealthLine";
  static components = { FreshnessBadge };
  static override props = {
    health: { type: [Object, { value: null }] },
    freshness: String,
    figuresAge: { type: [Number, { value: null }] },
    failure: String,
    onRetry: Function,
  };

  get age(): string {
    const { figuresAge } = this.props;
    return figuresAge === null ? "" : _t("data %s old", formatDuration(figuresAge));
  }

  get icon(): string {
    return this.props.health ? ICONS[this.props.health.level] : "fa-circle-o-notch";
  }

  get text(): string {
    const { health, failure } = this.props;
    if (health) return health.text;
    return failure ? _t("The figures cannot be read: %s", failure) : _t("Reading the figures…");
  }
}
