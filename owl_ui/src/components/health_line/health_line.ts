import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import type { Health } from "../../lib/health";
import type { Freshness } from "../../stores/live_store";

export interface HealthLineProps {
  health: Health | null;
  freshness: Freshness;
  /** Age of the figures in words, empty before the first read. */
  age: string;
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
  static override props = {
    health: { type: [Object, { value: null }] },
    freshness: String,
    age: String,
    failure: String,
    onRetry: Function,
  };

  get icon(): string {
    return this.props.health ? ICONS[this.props.health.level] : "fa-circle-o-notch";
  }

  get text(): string {
    const { health, failure } = this.props;
    if (health) return health.text;
    return failure ? _t("The figures cannot be read: %s", failure) : _t("Reading the figures…");
  }

  get badge(): { text: string; title: string; icon: string } {
    const { freshness, age, failure } = this.props;
    if (freshness === "fresh") {
      return { text: _t("Live"), title: _t("Changes show within seconds"), icon: "fa-circle" };
    }
    if (freshness === "loading") {
      return { text: _t("Connecting"), title: "", icon: "fa-circle-o-notch fa-spin" };
    }
    if (freshness === "offline") {
      return {
        text: _t("Connection lost"),
        title: failure || _t("Changes arrive only every few seconds until it is back"),
        icon: "fa-chain-broken",
      };
    }
    return {
      text: _t("Out of date"),
      title: failure || _t("The figures were read %s", age),
      icon: "fa-clock-o",
    };
  }
}
