import { Component, onMounted, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import type { PanelName } from "../../stores/position_store";

export interface PositionPanelProps {
  /** Empty while it is not known yet. */
  title: string;
  subtitle: string;
  panel: PanelName;
  /** Nothing to show yet. */
  loading: boolean;
  failure: string;
  onPanel: (panel: PanelName) => void;
  onClose: () => void;
  onRetry: () => void;
}

/** Looks into one position; the slot shows the chosen side of it. */
export class PositionPanel extends Component<PositionPanelProps> {
  static override template = "stock_control_tower.PositionPanel";
  static override props = {
    title: String,
    subtitle: String,
    panel: String,
    loading: Boolean,
    failure: String,
    onPanel: Function,
    onClose: Function,
    onRetry: Function,
    slots: { type: Object, optional: true },
  };
  heading = useRef("heading");

  override setup(): void {
    onMounted(() => this.heading.el?.focus());
  }

  get tabs(): { name: PanelName; label: string }[] {
    return [
      { name: "promise", label: _t("Can promise") },
      { name: "ledger", label: _t("Ledger") },
      { name: "places", label: _t("Where") },
    ];
  }

  onKeydown(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.props.onClose();
    }
  }

  /** Arrows walk the tabs, as in every list of tabs. */
  onTabKeydown(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const names = this.tabs.map(({ name }) => name);
    const index = names.indexOf(this.props.panel) + step;
    const name = names[(index + names.length) % names.length] ?? "promise";
    this.props.onPanel(name);
    document.getElementById(`o_sct_tab_${name}`)?.focus();
  }
}
