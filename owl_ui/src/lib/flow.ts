import { _t } from "@web/core/l10n/translation";
import type { Board, Moving, Station } from "../types/board";
import { formatCount } from "./format";
import { ageOf } from "./moments";

export interface FlowFigure {
  /** "12 received", with the list behind it. */
  text: string;
  list: { moving: Moving } | { station: Station } | null;
}

export interface FlowStation {
  name: string;
  label: string;
  icon: string;
  tone: "good" | "attention" | "trouble" | "plain";
  /** How it is, in a word or two: the tone in words. */
  state: string;
  figures: FlowFigure[];
}

/** The way of the events, station by station. */
export function flowStations(board: Board, now: number): FlowStation[] {
  return [
    partners(board, now),
    broker(board),
    sidecar(board, now),
    odoo(board),
    subscribers(board, now),
  ].filter((station) => station !== null);
}

function partners({ flow }: Board, now: number): FlowStation {
  const { count, received, last_at: last } = flow.partners;
  const some = received === 1 ? _t("1 event") : _t("%s events", formatCount(received));
  return {
    name: "partners",
    label: _t("Partners"),
    icon: "fa-industry",
    tone: "plain",
    state: last ? _t("last event %s", ageOf(last, now)) : _t("no event yet"),
    figures: [
      {
        text: count === 1 ? _t("1 partner") : _t("%s partners", formatCount(count)),
        list: { station: "partners" },
      },
      {
        text: _t("%(some)s in %(minutes)s min", { some, minutes: flow.minutes }),
        list: { moving: "received" },
      },
    ],
  };
}

function broker({ flow }: Board): FlowStation {
  const { known, ok, reason, inbound, dead, queues } = flow.broker;
  const figures: FlowFigure[] = [];
  if (inbound !== null) {
    figures.push({ text: _t("%s wait for Odoo", formatCount(inbound)), list: null });
  }
  if (dead) figures.push({ text: _t("%s undeliverable", formatCount(dead)), list: null });
  if (queues)
    figures.push({ text: _t("%s queues", formatCount(queues)), list: { station: "queues" } });
  return {
    name: "broker",
    label: _t("Broker"),
    icon: "fa-random",
    tone: !known ? "attention" : !ok ? "trouble" : dead ? "attention" : "good",
    state: !known
      ? _t("not known: no sidecar reports")
      : ok
        ? _t("connected")
        : reason || _t("not connected"),
    figures,
  };
}

function sidecar({ flow }: Board, now: number): FlowStation {
  const { count, alive, last_at: last } = flow.sidecars;
  return {
    name: "sidecar",
    label: count > 1 ? _t("%s sidecars", formatCount(count)) : _t("Sidecar"),
    icon: "fa-exchange",
    tone: alive === 0 ? "trouble" : alive < count ? "attention" : "good",
    state: last ? _t("reported %s", ageOf(last, now)) : _t("never reported"),
    figures: count
      ? [{ text: _t("%(alive)s of %(count)s up", { alive, count }), list: { station: "sidecars" } }]
      : [],
  };
}

function odoo({ flow }: Board): FlowStation {
  const { applied, recorded } = flow.odoo;
  return {
    name: "odoo",
    label: "Odoo",
    icon: "fa-database",
    tone: "good",
    state: _t("in %s min", flow.minutes),
    figures: [
      { text: _t("%s applied", formatCount(applied)), list: { moving: "applied" } },
      { text: _t("%s recorded", formatCount(recorded)), list: { moving: "recorded" } },
    ],
  };
}

function subscribers({ flow }: Board, now: number): FlowStation | null {
  if (!flow.subscribers) return null;
  const { count, failing } = flow.subscribers;
  const { published, published_at: last } = flow.odoo;
  return {
    name: "subscribers",
    label: _t("Subscribers"),
    icon: "fa-share-alt",
    tone: failing ? "trouble" : count ? "good" : "attention",
    state: failing
      ? _t("%s failing", formatCount(failing))
      : last
        ? _t("last read %s", ageOf(last, now))
        : _t("nothing read yet"),
    figures: [
      {
        text: count === 1 ? _t("1 subscriber") : _t("%s subscribers", formatCount(count)),
        list: { station: "subscribers" },
      },
      { text: _t("%s events read", formatCount(published)), list: null },
    ],
  };
}
