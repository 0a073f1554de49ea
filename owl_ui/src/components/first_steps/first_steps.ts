import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import type { StepWords } from "../../lib/first_steps";
import type { StepName } from "../../types/connections";

export interface FirstStepsProps {
  steps: StepWords[];
  canConfigure: boolean;
  onStep: (name: StepName) => void;
}

/** From empty to the first event, step by step. */
export class FirstSteps extends Component<FirstStepsProps> {
  static override template = "stock_control_tower.FirstSteps";
  static override props = { steps: Array, canConfigure: Boolean, onStep: Function };

  get progress(): string {
    const { steps } = this.props;
    return _t("%(done)s of %(count)s done", {
      done: steps.filter(({ done }) => done).length,
      count: steps.length,
    });
  }
}
