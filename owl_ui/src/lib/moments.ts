import {
  deserializeDate,
  deserializeDateTime,
  formatDate,
  formatDateTime,
} from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatAge, formatDuration, parseTime } from "./format";

/** A moment in the user's language and time zone; empty without one. */
export function formatMoment(stamp: string | null): string {
  if (!stamp) return "";
  const [day = "", time = ""] = stamp.replace("Z", "").split("T");
  return formatDateTime(deserializeDateTime(`${day} ${time.slice(0, 8)}`));
}

/** A day ("2026-03-04") as the user writes it. */
export function formatDay(day: string): string {
  return formatDate(deserializeDate(day));
}

export function ageOf(stamp: string | null, now: number): string {
  return stamp ? formatAge(Math.max(0, now - parseTime(stamp))) : "";
}

/** How a promise stands: "in 3 h", "2 h late". */
export function promiseWords(stamp: string | null, now: number): string {
  if (!stamp) return "";
  const left = parseTime(stamp) - now;
  return left < 0
    ? _t("%s late", formatDuration(-left))
    : _t("promised in %s", formatDuration(left));
}

/** Less than a shift, or passed: somebody's work right now. */
export function isUrgent(stamp: string | null, now: number): boolean {
  return stamp !== null && parseTime(stamp) - now < 4 * 3_600_000;
}
