import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatAge } from "../../lib/format";
import type { Freshness } from "../../stores/live_store";

export interface FreshnessBadgeProps {
  freshness: Freshness;
  /** Milliseconds since the figures were read; null before the first read. */
  figuresAge: number | null;
  /** Why the last read failed, empty when it did not. */
  failure: string;
  onRetry: () => void;
}

/** How current the page is; what is not current says so. */
export class FreshnessBadge extends Component<FreshnessBadgeProps> {
  static override template = "stock_control_tower.FreshnessBadge";
  static override props = {
    freshness: String,
    figuresAge: { type: [Number, { value: null }] },
    failure: String,
    onRetry: Function,
  };

  get badge(): { text: string; title: string; icon: string } {
    const { freshness, figuresAge, failure } = this.props;
    if (freshness === "fresh") {
      return { text: _t("Live"), title: _t("Changes show within seconds"), icon: "fa-circle" };
    }
    if (freshness === "loading") {
      return { text: _t("Connecting"), title: "", icon: "fa-circle-o-notch fa-spin" };
    }
    const read = figuresAge === null ? "" : _t("The figures were read %s", formatAge(figuresAge));
    if (freshness === "offline") {
      const cut = _t("Changes arrive only every few seconds until it is back");
      return { text: _t("Connection lost"), title: failure || cut, icon: "fa-chain-broken" };
    }
    return { text: _t("Out of date"), title: failure || read, icon: "fa-clock-o" };
  }
}
