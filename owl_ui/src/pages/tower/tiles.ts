import { _t } from "@web/core/l10n/translation";
import type { MetricTileProps } from "../../components/metric_tile/metric_tile";
import { drainMs, severityWords } from "../../lib/attention";
import { formatCount, formatDuration } from "../../lib/format";
import { LATE_MS, STUCK_MS, worstLag } from "../../lib/health";
import type { Board } from "../../types/board";
import type { Summary } from "../../types/overview";

/** What a tile opens: a list of the overview, a station's list, or a page. */
export type TileName =
  "lag" | "exceptions" | "refused" | "waiting" | "connections" | "drift" | "conflicts" | "applied";

export type Tile = Omit<MetricTileProps, "onOpen" | "name"> & {
  name: TileName;
  /** The figure's past, the oldest first; drawn as bars. */
  bars?: number[];
};

/** The six figures of the page, in the order of the questions they answer. */
export function towerTiles(summary: Summary, board: Board | null): Tile[] {
  const tiles = [lagTile(summary), waitingTile(summary, board), refusedTile(summary, board)];
  if (!board) return tiles;
  const [lag, waiting, refused] = tiles as [Tile, Tile, Tile];
  return [lag, exceptionsTile(board), refused, waiting, connectionsTile(board), driftTile(board)];
}

/** What happened today, told in one line. */
export function todayTiles(summary: Summary): Tile[] {
  const { conflicts_today: conflicts, applied_today: applied } = summary;
  const duplicates = summary.duplicates_today;
  return [
    {
      name: "applied",
      label: _t("Applied today"),
      value: formatCount(applied),
      note: duplicates ? _t("%s repeats recognised", formatCount(duplicates)) : "",
      target: "",
      icon: "fa-check-circle",
      level: "plain",
      hint: _t("Partner events that changed stock, each once. Opens them."),
    },
    {
      name: "conflicts",
      label: _t("Conflicts today"),
      value: formatCount(conflicts),
      note: "",
      target: "",
      icon: "fa-random",
      level: conflicts ? "attention" : "plain",
      hint: _t("Events that contradict an earlier one or what Odoo has. Opens them."),
    },
  ];
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
    target: _t("goal %s", formatDuration(LATE_MS)),
    icon: "fa-tachometer",
    level: lag === null ? "plain" : lag > LATE_MS ? "attention" : "good",
    hint: _t("From the event to its effect, the slowest of the last 30 s. Opens the publications."),
  };
}

function exceptionsTile({ attention }: Board): Tile {
  const { count, severities } = attention;
  return {
    name: "exceptions",
    label: _t("Exceptions"),
    value: formatCount(count),
    note: severityWords(attention) || _t("nothing to do"),
    target: _t("goal 0 critical"),
    icon: "fa-exclamation-triangle",
    level: severities["3"] ? "trouble" : count ? "attention" : "good",
    hint: _t("Causes that need somebody, by what they hold up. Opens them."),
  };
}

function refusedTile(summary: Summary, board: Board | null): Tile {
  const { refused_today: refused } = summary;
  return {
    name: "refused",
    label: _t("Refused today"),
    value: formatCount(refused),
    note: refused ? _t("each says why and what to do") : _t("none"),
    target: _t("goal 0"),
    icon: "fa-times-circle",
    level: refused ? "trouble" : "good",
    hint: _t(
      "Partner events that could not take effect; the bars are the last 24 hours. Opens them.",
    ),
    ...(board ? { bars: board.refused_hours } : {}),
  };
}

function waitingTile({ waiting, connected }: Summary, board: Board | null): Tile {
  const age = waiting.oldest_ms ?? 0;
  const stuck = connected && age > STUCK_MS;
  const drain = connected ? drainMs(waiting.count, board) : null;
  const oldest = _t("oldest %s", formatDuration(age));
  const note = !waiting.count
    ? _t("everything is published")
    : !connected
      ? _t("no system listens yet")
      : drain === null
        ? oldest
        : _t("%(oldest)s, through in %(drain)s", { oldest, drain: formatDuration(drain) });
  return {
    name: "waiting",
    label: _t("Events waiting"),
    value: formatCount(waiting.count),
    note,
    target: _t("goal: oldest %s", formatDuration(LATE_MS)),
    icon: "fa-hourglass-half",
    level: stuck
      ? "trouble"
      : connected && age > LATE_MS
        ? "attention"
        : waiting.count && !connected
          ? "plain"
          : "good",
    hint: _t("Events not yet published; the bars are the queue to Odoo. Opens the events."),
    ...(board ? { bars: board.flow.broker.samples } : {}),
  };
}

function connectionsTile({ flow }: Board): Tile {
  const { sidecars, broker, subscribers } = flow;
  const all = sidecars.count + (subscribers?.count ?? 0);
  const down = sidecars.count - sidecars.alive + (subscribers?.failing ?? 0);
  const lost = broker.known && !broker.ok;
  return {
    name: "connections",
    label: _t("Connections"),
    value: all ? _t("%(up)s of %(all)s", { up: all - down, all }) : "–",
    note: !all
      ? _t("none is set up")
      : lost
        ? broker.reason || _t("the broker does not answer")
        : down
          ? down === 1
            ? _t("1 does not answer")
            : _t("%s do not answer", formatCount(down))
          : _t("all answer"),
    target: _t("goal: all"),
    icon: "fa-plug",
    level: !all ? "plain" : lost || down ? "trouble" : "good",
    hint: _t("Sidecars and subscribers that answer. Opens them."),
  };
}

function driftTile({ drift }: Board): Tile {
  return {
    name: "drift",
    label: _t("Drift"),
    value: formatCount(drift.count),
    note: !drift.compared
      ? _t("nothing to compare")
      : drift.count
        ? _t("of %s lines compared", formatCount(drift.compared))
        : _t("%s lines as reported", formatCount(drift.compared)),
    target: _t("goal 0"),
    icon: "fa-balance-scale",
    level: drift.count ? "attention" : drift.compared ? "good" : "plain",
    hint: _t(
      "Reported lines that Odoo did otherwise or not at all; the bars are 14 days. Opens them.",
    ),
    bars: drift.days,
  };
}
