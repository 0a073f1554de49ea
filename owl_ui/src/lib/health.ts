import { _t } from "@web/core/l10n/translation";
import type { Summary } from "../types/overview";
import { formatCount, formatDuration } from "./format";

export type HealthLevel = "good" | "attention" | "trouble";

export interface Health {
  level: HealthLevel;
  /** The state of things in words, without the age of the figures. */
  text: string;
}

/** Slower than this and a seller may promise what is gone: the goal is 2 s. */
export const LATE_MS = 5_000;
/** Events this old do not wait their turn, something is down. */
export const STUCK_MS = 60_000;

/** The one sentence a manager reads first. */
export function describeHealth(summary: Summary): Health {
  const waiting = waitingWords(summary);
  const failed = [refusedWords(summary), conflictWords(summary), gapWords(summary)].filter(Boolean);
  const said = [waiting || (failed.length ? _t("No event waits") : ""), ...failed];
  return {
    level: healthLevel(summary),
    text: said.filter(Boolean).join(", ") || quietWords(summary),
  };
}

export function healthLevel(summary: Summary): HealthLevel {
  const { oldest_ms: oldest } = summary.waiting;
  if (summary.connected && oldest !== null && oldest > STUCK_MS) return "trouble";
  const { conflicts_today: conflicts, refused_today: refused, sequence_gaps: gaps } = summary;
  if (conflicts || refused || gaps || isLate(summary)) return "attention";
  return "good";
}

/** The slower of the two directions, null while nothing was measured. */
export function worstLag({ lag }: Summary): number | null {
  const known = [lag.outbound_ms, lag.inbound_ms].filter((ms): ms is number => ms !== null);
  return known.length ? Math.max(...known) : null;
}

function isLate(summary: Summary): boolean {
  const lag = worstLag(summary);
  return summary.connected && lag !== null && lag > LATE_MS;
}

function waitingWords({ connected, waiting }: Summary): string {
  if (!waiting.count) return "";
  const count = formatCount(waiting.count);
  if (!connected) {
    return waiting.count === 1
      ? _t("1 event is kept for the first system you connect")
      : _t("%s events are kept for the first system you connect", count);
  }
  const late = waiting.oldest_ms !== null && waiting.oldest_ms > LATE_MS;
  if (late) {
    const age = formatDuration(waiting.oldest_ms ?? 0);
    return waiting.count === 1
      ? _t("1 event has been waiting for %s", age)
      : _t("%(count)s events wait, the oldest for %(age)s", { count, age });
  }
  return waiting.count === 1 ? _t("1 event waits") : _t("%s events wait", count);
}

function refusedWords({ refused_today: count }: Summary): string {
  if (!count) return "";
  return count === 1 ? _t("1 was refused today") : _t("%s were refused today", formatCount(count));
}

function conflictWords({ conflicts_today: count }: Summary): string {
  if (!count) return "";
  return count === 1
    ? _t("1 contradicts what is known")
    : _t("%s contradict what is known", formatCount(count));
}

function gapWords({ sequence_gaps: count }: Summary): string {
  if (!count) return "";
  return count === 1
    ? _t("1 gap in a partner's sequence")
    : _t("%s gaps in partners' sequences", formatCount(count));
}

function quietWords({ connected, applied_today: applied }: Summary): string {
  if (!connected) return _t("No system is connected yet");
  return applied
    ? _t("Every event is through, %s applied today", formatCount(applied))
    : _t("Every event is through");
}
