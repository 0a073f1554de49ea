import { _t } from "@web/core/l10n/translation";
import type { MetricTileProps } from "../../components/metric_tile/metric_tile";
import { formatCount, formatDuration } from "../../lib/format";
import { LATE_MS, STUCK_MS, worstLag } from "../../lib/health";
import type { Summary, TowerList } from "../../types/overview";

export type Tile = Omit<MetricTileProps, "onOpen" | "name"> & { name: TowerList };

/** The five figures of the page, in the order of the questions they answer. */
export function towerTiles(summary: Summary): Tile[] {
  return [lagTile(summary), waitingTile(summary), ...inboxTiles(summary)];
}

function lagTile(summary: Summary): Tile {
  const lag = worstLag(summary);
  const { outbound_ms: out, inbound_ms: inbound } = summary.lag;
  const parts = [
    out === null ? "" : _t("out %s", formatDuration(out)),
    inbound === null ? "" : _t("in %s", formatDuration(inbound)),
  ];
  return {
    name: "lag",
    label: _t("Lag now"),
    value: lag === null ? "–" : formatDuration(lag),
    note: parts.filter(Boolean).join(" · ") || _t("no events in the last minutes"),
    icon: "fa-tachometer",
    level: lag === null ? "plain" : lag > LATE_MS ? "attention" : "good",
    hint: _t("From the event to its effect, the slowest of the last 30 s. Opens the publications."),
  };
}

function waitingTile({ waiting, connected }: Summary): Tile {
  const age = waiting.oldest_ms ?? 0;
  const stuck = connected && age > STUCK_MS;
  const note = !waiting.count
    ? _t("everything is published")
    : connected
      ? _t("oldest %s", formatDuration(age))
      : _t("no system listens yet");
  return {
    name: "waiting",
    label: _t("Events waiting"),
    value: formatCount(waiting.count),
    note,
    icon: "fa-hourglass-half",
    level: stuck ? "trouble" : connected && age > LATE_MS ? "attention" : "plain",
    hint: _t("Events not yet published. Opens them."),
  };
}

function inboxTiles(summary: Summary): Tile[] {
  const { refused_today: refused, conflicts_today: conflicts, applied_today: applied } = summary;
  const duplicates = summary.duplicates_today;
  return [
    {
      name: "refused",
      label: _t("Refused today"),
      value: formatCount(refused),
      note: refused ? _t("each says why and what to do") : _t("none"),
      icon: "fa-times-circle",
      level: refused ? "trouble" : "plain",
      hint: _t("Partner events that could not take effect. Opens them."),
    },
    {
      name: "conflicts",
      label: _t("Conflicts today"),
      value: formatCount(conflicts),
      note: conflicts ? _t("each says what it contradicts") : _t("none"),
      icon: "fa-random",
      level: conflicts ? "attention" : "plain",
      hint: _t("Events that contradict an earlier one or what Odoo has. Opens them."),
    },
    {
      name: "applied",
      label: _t("Applied today"),
      value: formatCount(applied),
      note: duplicates
        ? _t("%s repeats recognised", formatCount(duplicates))
        : _t("each took effect once"),
      icon: "fa-check-circle",
      level: "plain",
      hint: _t("Partner events that changed stock. Opens them."),
    },
  ];
}
