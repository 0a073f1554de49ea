import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { CopyButton } from "@web/core/copy_button/copy_button";
import { diffLines, type DiffLine } from "../../lib/line_diff";
import type { EventDetail } from "../../types/trail";

type View = "raw" | "canonical" | "compare";

/** What was sent: as it was, as its facts, and beside what Odoo recorded. */
export class PayloadView extends Component<{ detail: EventDetail }> {
  static override template = "stock_control_tower.PayloadView";
  static components = { CopyButton };
  static override props = { detail: Object };
  state = useState<{ view: View }>({ view: "raw" });

  get views(): { name: View; label: string; hint: string }[] {
    return [
      { name: "raw", label: _t("As sent"), hint: _t("The message as it was") },
      {
        name: "canonical",
        label: _t("Facts"),
        hint: _t("What makes it the same event when it is sent again: sorted, nothing else"),
      },
      {
        name: "compare",
        label: _t("Compared"),
        hint: _t("What the partner said beside what Odoo recorded"),
      },
    ];
  }

  get text(): string {
    const { raw, canonical } = this.props.detail;
    return this.state.view === "canonical" ? (canonical ?? "") : raw;
  }

  /** Empty where there is nothing to compare. */
  get lines(): DiffLine[] {
    const { compare } = this.props.detail;
    return compare ? diffLines(compare.left, compare.right) : [];
  }

  sign({ sign }: DiffLine): string {
    return { same: " ", left: "−", right: "+" }[sign];
  }
}
