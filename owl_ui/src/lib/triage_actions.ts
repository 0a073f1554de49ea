import { _t } from "@web/core/l10n/translation";
import type { ExceptionDetail, ExceptionRow } from "../types/exceptions";

export type ActionName =
  | "fix"
  | "retry"
  | "request"
  | "edit"
  | "start"
  | "acknowledge"
  | "wait"
  | "snooze"
  | "resolve"
  | "discard"
  | "dismiss";

export interface TriageAction {
  name: ActionName;
  label: string;
  /** What it does, for the tooltip. */
  hint: string;
  icon: string;
  /** Its shortcut. */
  key: string;
}

/** These can never take effect as they are: lib/exceptions/retrying.py of the addon. */
const HOPELESS = ["id_conflict", "event_too_large"];

/** What can be done about one exception, what settles it first. */
export function actionsFor(row: ExceptionRow, detail: ExceptionDetail | null): TriageAction[] {
  const { category, state, open_count: open } = row;
  const resolved = state === "resolved";
  const ofPartner = open > 0 && category !== "gap" && category !== "dead";
  const possible: [boolean, ActionName][] = [
    [!!detail?.fix, "fix"],
    [ofPartner && !HOPELESS.includes(row.code), "retry"],
    [open > 0 && category === "gap", "request"],
    [ofPartner && !!detail?.sample_id && !HOPELESS.includes(row.code), "edit"],
    [!resolved && state !== "in_progress", "start"],
    [["new", "regressed", "snoozed"].includes(state), "acknowledge"],
    [!resolved && state !== "waiting", "wait"],
    [!resolved && state !== "snoozed", "snooze"],
    [!resolved && category === "dead", "resolve"],
    [ofPartner, "discard"],
    [open > 0 && category === "gap", "dismiss"],
  ];
  return possible
    .filter(([is]) => is)
    .map(([, name]) => ({ ...action(name), ...(name === "fix" && { label: detail?.fix ?? "" }) }));
}

/** What can be done about many at once. */
export function actionsForMany(): TriageAction[] {
  const names: ActionName[] = ["retry", "acknowledge", "start", "wait", "snooze", "discard"];
  return names.map(action);
}

export function action(name: ActionName): TriageAction {
  const actions: Record<ActionName, Omit<TriageAction, "name">> = {
    fix: {
      label: _t("Map it"),
      hint: _t("Tell Odoo what the partner's word means, then retry"),
      icon: "fa-link",
      key: "f",
    },
    retry: {
      label: _t("Retry…"),
      hint: _t("Shows first what would become of the events and of stock"),
      icon: "fa-repeat",
      key: "r",
    },
    request: {
      label: _t("Request again"),
      hint: _t("Asks the partner to send the missing events again"),
      icon: "fa-reply",
      key: "r",
    },
    edit: {
      label: _t("Edit and retry…"),
      hint: _t("Correct the latest event; what the partner sent is kept"),
      icon: "fa-pencil",
      key: "e",
    },
    start: {
      label: _t("Take on"),
      hint: _t("You are its owner, unless it has one, and it is in progress"),
      icon: "fa-hand-paper-o",
      key: "t",
    },
    acknowledge: {
      label: _t("Acknowledge"),
      hint: _t("Say that it was seen"),
      icon: "fa-eye",
      key: "a",
    },
    wait: {
      label: _t("Waiting for others"),
      hint: _t("Somebody else has to do something first"),
      icon: "fa-hourglass-half",
      key: "w",
    },
    snooze: {
      label: _t("Snooze until worse"),
      hint: _t("It comes back with twice as many events, or when it is more severe"),
      icon: "fa-bell-slash-o",
      key: "s",
    },
    resolve: {
      label: _t("Resolve"),
      hint: _t("Close it; should it come back, it shows as such"),
      icon: "fa-check",
      key: "c",
    },
    discard: {
      label: _t("Discard…"),
      hint: _t("Close the events without effect, for a reason; can be taken back"),
      icon: "fa-trash-o",
      key: "d",
    },
    dismiss: {
      label: _t("Dismiss gaps"),
      hint: _t("The missing events will not come"),
      icon: "fa-times",
      key: "d",
    },
  };
  return { name, ...actions[name] };
}

/** The keys of the page, by what they are for. */
export function shortcutGroups(): { title: string; keys: [string, string][] }[] {
  const acts: ActionName[] = [
    "acknowledge",
    "start",
    "wait",
    "snooze",
    "retry",
    "edit",
    "fix",
    "discard",
  ];
  return [
    {
      title: _t("Move"),
      keys: [
        ["j  k", _t("next and previous row")],
        ["Enter", _t("open the row")],
        ["Esc", _t("close, then clear the selection")],
        ["n", _t("show what is new")],
        ["/", _t("search")],
        ["g t", _t("go to the tower")],
        ["g c", _t("go to the connections")],
      ],
    },
    {
      title: _t("Choose"),
      keys: [
        ["x", _t("select the row")],
        ["*", _t("select all on screen, then all that match")],
      ],
    },
    {
      title: _t("Act on the selection, else on the row"),
      keys: [
        ...acts.map((name): [string, string] => [action(name).key, action(name).label]),
        ["u", _t("undo what you did last")],
      ],
    },
  ];
}
