import { _t } from "@web/core/l10n/translation";
import type { Attention, Board } from "../types/board";
import type { Summary } from "../types/overview";
import { formatCount } from "./format";
import { describeHealth, type Health } from "./health";
import { SEVERITIES, severityLook } from "./triage";

/** The one sentence a manager reads first: what needs somebody, what is at risk, the rest. */
export function describeTower(summary: Summary, board: Board | null): Health {
  const health = describeHealth(summary);
  const attention = board?.attention;
  if (!attention?.count) return isQuiet(summary, health) ? allWell(health) : health;
  return {
    level: attention.severities["3"]
      ? "trouble"
      : health.level === "good"
        ? "attention"
        : health.level,
    text: `${[thingsWords(attention), riskWords(attention)].filter(Boolean).join("; ")}. ${health.text}`,
  };
}

function isQuiet({ connected }: Summary, { level }: Health): boolean {
  return connected && level === "good";
}

function allWell(health: Health): Health {
  return { ...health, text: _t("All well. %s", health.text) };
}

export function thingsWords({ count }: Attention): string {
  return count === 1 ? _t("1 thing needs you") : _t("%s things need you", formatCount(count));
}

export function riskWords({ orders, value }: Attention): string {
  const words = [];
  if (orders) words.push(orders === 1 ? _t("1 order") : _t("%s orders", formatCount(orders)));
  if (value) words.push(value);
  return words.length ? _t("%s at risk", words.join(", ")) : "";
}

/** "1 critical, 2 high", the worst two that there are. */
export function severityWords({ severities }: Attention): string {
  return SEVERITIES.filter((severity) => severities[severity])
    .slice(0, 2)
    .map((severity) => `${severities[severity]} ${severityLook(severity).label.toLowerCase()}`)
    .join(", ");
}

/** Time until what waits is read at the present rate; null when that is not known. */
export function drainMs(waiting: number, board: Board | null): number | null {
  if (!waiting || !board?.flow.odoo.published) return null;
  const perMs = board.flow.odoo.published / (board.flow.minutes * 60_000);
  return waiting / perMs;
}
