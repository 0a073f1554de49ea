import { Component, onMounted, useRef } from "@odoo/owl";

export interface PanelTab {
  name: string;
  label: string;
}

export interface SidePanelProps {
  title: string;
  subtitle: string;
  tabs: PanelTab[];
  /** Name of the tab that is shown. */
  tab: string;
  /** Nothing to show yet. */
  loading: boolean;
  failure: string;
  onTab: (name: string) => void;
  onClose: () => void;
  onRetry: () => void;
}

/** Looks into one row beside its list; the slot shows the chosen side of it. */
export class SidePanel extends Component<SidePanelProps> {
  static override template = "stock_control_tower.SidePanel";
  static override props = {
    title: String,
    subtitle: String,
    tabs: Array,
    tab: String,
    loading: Boolean,
    failure: String,
    onTab: Function,
    onClose: Function,
    onRetry: Function,
    slots: { type: Object, optional: true },
  };
  heading = useRef("heading");

  override setup(): void {
    onMounted(() => this.heading.el?.focus());
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
    const names = this.props.tabs.map(({ name }) => name);
    const index = names.indexOf(this.props.tab) + step;
    const name = names[(index + names.length) % names.length] ?? "";
    this.props.onTab(name);
    document.getElementById(`o_sct_tab_${name}`)?.focus();
  }
}
