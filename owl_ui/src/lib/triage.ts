import { _t } from "@web/core/l10n/translation";
import type {
  ExceptionRow,
  ExceptionState,
  InboxQuery,
  Severity,
  ViewName,
} from "../types/exceptions";
import type { UrlValues } from "../types/url";
import { formatCount } from "./format";

export interface Look {
  label: string;
  /** Font Awesome icon: colour is never the only sign. */
  icon: string;
  tone: "trouble" | "attention" | "info" | "good" | "plain";
}

export const VIEWS: ViewName[] = ["todo", "new", "mine", "doing", "waiting", "snoozed", "resolved"];

export function viewLabel(view: ViewName): string {
  const labels: Record<ViewName, string> = {
    todo: _t("To do"),
    new: _t("New"),
    mine: _t("Mine"),
    doing: _t("In hand"),
    waiting: _t("Waiting"),
    snoozed: _t("Snoozed"),
    resolved: _t("Resolved"),
  };
  return labels[view];
}

export function stateLook(state: ExceptionState): Look {
  const looks: Record<ExceptionState, Look> = {
    new: { label: _t("New"), icon: "fa-circle", tone: "attention" },
    regressed: { label: _t("Came back"), icon: "fa-undo", tone: "trouble" },
    acknowledged: { label: _t("Seen"), icon: "fa-eye", tone: "info" },
    in_progress: { label: _t("In progress"), icon: "fa-play", tone: "info" },
    waiting: { label: _t("Waiting"), icon: "fa-hourglass-half", tone: "info" },
    snoozed: { label: _t("Until worse"), icon: "fa-bell-slash-o", tone: "plain" },
    resolved: { label: _t("Resolved"), icon: "fa-check", tone: "good" },
  };
  return looks[state];
}

export const SEVERITIES: Severity[] = ["3", "2", "1", "0"];

export function severityLook(severity: Severity): Look {
  const looks: Record<Severity, Look> = {
    "3": { label: _t("Critical"), icon: "fa-exclamation-triangle", tone: "trouble" },
    "2": { label: _t("High"), icon: "fa-arrow-up", tone: "attention" },
    "1": { label: _t("Medium"), icon: "fa-minus", tone: "info" },
    "0": { label: _t("Low"), icon: "fa-arrow-down", tone: "plain" },
  };
  return looks[severity];
}

/** What an exception holds up, in a few words; empty when nothing is known. */
export function impactWords({ orders, value }: ExceptionRow): string {
  const words = [];
  if (orders) words.push(orders === 1 ? _t("1 order") : _t("%s orders", formatCount(orders)));
  if (value) words.push(value);
  return words.join(" · ");
}

/** What it counts: events, missing numbers or undeliverable messages. */
export function countWords({
  category,
  open_count: open,
  total_count: total,
}: Pick<ExceptionRow, "category" | "open_count" | "total_count">): string {
  const count = open || total;
  if (category === "gap") {
    return count === 1 ? _t("1 missing") : _t("%s missing", formatCount(count));
  }
  if (category === "dead") {
    return count === 1 ? _t("1 message") : _t("%s messages", formatCount(count));
  }
  return count === 1 ? _t("1 event") : _t("%s events", formatCount(count));
}

export const ALL: InboxQuery = { view: "todo", severity: "", partner: "", search: "" };
export const QUERY_NAMES = Object.keys(ALL);

/** What a URL says of the inbox; what it cannot mean is left out. */
export function queryFrom(url: UrlValues): InboxQuery {
  const text = (name: string): string => String(url[name] ?? "");
  const view = text("view") as ViewName;
  const severity = text("severity") as Severity;
  return {
    view: VIEWS.includes(view) ? view : ALL.view,
    severity: SEVERITIES.includes(severity) ? severity : "",
    partner: text("partner"),
    search: text("search"),
  };
}

/** The URL of a query: only what differs from the first look. */
export function urlOf(query: InboxQuery): UrlValues {
  const url: UrlValues = {};
  for (const [name, value] of Object.entries(query)) {
    if (value !== ALL[name as keyof InboxQuery]) url[name] = value;
  }
  return url;
}
