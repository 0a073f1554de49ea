import { _t } from "@web/core/l10n/translation";
import { ALL, viewLabel } from "../../lib/triage";
import type { InboxPage, InboxQuery } from "../../types/exceptions";

/** Why nothing is listed: never a blank list, which could mean that something is broken. */
export function emptyWords(
  query: InboxQuery,
  page: InboxPage | null,
): { title: string; text: string } {
  const narrowed = query.search || query.severity || query.partner;
  if (narrowed) {
    return {
      title: _t("Nothing matches"),
      text: _t("No exception in “%s” fits the search and filters.", viewLabel(query.view)),
    };
  }
  if (query.view !== ALL.view) {
    return {
      title: _t("Nothing in “%s”", viewLabel(query.view)),
      text: _t("To do: %s", page?.views.todo ?? 0),
    };
  }
  return {
    title: _t("Nothing needs you"),
    text: _t(
      "Every event that could not take effect, and every number that did not come, appears here within seconds: once for all that have the same thing wrong with them.",
    ),
  };
}
