import { _t } from "@web/core/l10n/translation";
import type { FirstStep, StepName } from "../types/connections";

export interface StepWords {
  name: StepName;
  done: boolean;
  title: string;
  text: string;
  /** What the button says; empty where nothing is to be done in Odoo. */
  button: string;
  /** It is the first that is not done. */
  next: boolean;
}

export function stepWords(steps: FirstStep[]): StepWords[] {
  const next = steps.find(({ done }) => !done)?.name;
  return steps.map(({ name, done }) => ({ name, done, next: name === next, ...wordsOf(name) }));
}

function wordsOf(name: StepName): { title: string; text: string; button: string } {
  const words: Record<StepName, { title: string; text: string; button: string }> = {
    states: {
      title: _t("Say which stock is sellable"),
      text: _t("Once per warehouse; its locations inherit it. Without, stock counts as sellable."),
      button: _t("Location states"),
    },
    subscription: {
      title: _t("Add the sidecar as a subscriber"),
      text: _t(
        "With the address it listens on. Rotate its secret once to see it, and give it to the sidecar.",
      ),
      button: _t("New subscription"),
    },
    token: {
      title: _t("Give it a service token"),
      text: _t("It is shown once: the sidecar's ODOO_TOKEN."),
      button: _t("New token"),
    },
    sidecar: {
      title: _t("Start the sidecar"),
      text: _t("It reports here within seconds, and says how the broker is."),
      button: "",
    },
    partner: {
      title: _t("Set up the first partner"),
      text: _t("Its code is the first word of its routing keys, its source is in its events."),
      button: _t("New partner"),
    },
    flow: {
      title: _t("Let its events in"),
      text: _t(
        "Shadow compares them with what Odoo does and moves nothing; live makes them count.",
      ),
      button: _t("Flows"),
    },
    event: {
      title: _t("See the first event"),
      text: _t("Publish one to the exchange stock.in; it shows here when it is through."),
      button: _t("Partner events"),
    },
  };
  return words[name];
}
