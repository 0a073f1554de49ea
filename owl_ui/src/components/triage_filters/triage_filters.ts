import { Component } from "@odoo/owl";
import { formatCount } from "../../lib/format";
import { severityLook, type Look } from "../../lib/triage";
import type { InboxQuery, Severity } from "../../types/exceptions";

export interface TriageFiltersProps {
  query: InboxQuery;
  /** [severity, rows], [partner code, rows]: what each choice would show. */
  severities: [Severity, number][];
  partners: [string, number][];
  onChange: (change: Partial<InboxQuery>) => void;
}

const TYPING_MS = 180;

/** Narrows the inbox: by text, by severity, by partner. */
export class TriageFilters extends Component<TriageFiltersProps> {
  static override template = "stock_control_tower.TriageFilters";
  static override props = { query: Object, severities: Array, partners: Array, onChange: Function };
  readonly formatCount = formatCount;
  private typing: ReturnType<typeof setTimeout> | undefined;

  get severities(): { value: Severity; look: Look; count: number }[] {
    return [...this.props.severities]
      .sort(([left], [right]) => right.localeCompare(left))
      .map(([value, count]) => ({ value, look: severityLook(value), count }));
  }

  onInput(event: Event): void {
    const text = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.props.onChange({ search: text }), TYPING_MS);
  }

  onKeydown(event: KeyboardEvent): void {
    const box = event.target as HTMLInputElement;
    if (event.key === "Enter") box.blur();
    if (event.key !== "Escape") return;
    event.stopPropagation();
    clearTimeout(this.typing);
    if (box.value) {
      box.value = "";
      this.props.onChange({ search: "" });
    }
    box.blur();
  }

  choosePartner(event: Event): void {
    this.props.onChange({ partner: (event.target as HTMLSelectElement).value });
  }

  toggleSeverity(severity: Severity): void {
    this.props.onChange({ severity: this.props.query.severity === severity ? "" : severity });
  }
}
