import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A quantity in the user's number format, without needless zeros. */
export function formatQuantity(value: number, decimals: number): string {
  return formatFloat(withoutDust(value, decimals), {
    digits: [16, decimals],
    trailingZeros: false,
  });
}

/** The same of an exact decimal, as a string. */
export function formatDecimal(text: string, decimals: number): string {
  return formatQuantity(Number(text), decimals);
}

/** -0 and what rounding left over are plain zero. */
export function withoutDust(value: number, decimals: number): number {
  return Math.abs(value) < 0.5 * 10 ** -decimals ? 0 : value;
}

export function formatCount(value: number): string {
  return formatFloat(value, { digits: [16, 0], trailingZeros: false });
}

/** How long something takes: "180 ms", "2.4 s", "3 min", "5 h". */
export function formatDuration(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < 2 * MINUTE) return `${Math.round(ms / SECOND)} s`;
  if (ms < 2 * HOUR) return `${Math.round(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.round(ms / HOUR)} h`;
  return `${Math.round(ms / DAY)} d`;
}

/** How long ago something was, from its age in milliseconds. */
export function formatAge(ms: number): string {
  if (ms < 1.5 * SECOND) return _t("just now");
  if (ms < MINUTE) return _t("%s s ago", Math.round(ms / SECOND));
  if (ms < HOUR) return _t("%s min ago", Math.floor(ms / MINUTE));
  if (ms < DAY) return _t("%s h ago", Math.floor(ms / HOUR));
  return _t("%s d ago", Math.floor(ms / DAY));
}

/** Milliseconds since the epoch of a server time stamp (UTC). */
export function parseTime(stamp: string): number {
  return Date.parse(stamp);
}
