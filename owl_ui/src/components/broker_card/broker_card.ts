import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatCount } from "../../lib/format";
import { ageOf } from "../../lib/moments";
import type { Look } from "../../lib/triage";
import type { Queue, Sidecar } from "../../types/connections";
import { MiniBars } from "../mini_bars/mini_bars";
import { Pill } from "../pill/pill";

/** The sidecars as they report, and the queues as deep as they see them. */
export class BrokerCard extends Component<{ sidecars: Sidecar[]; queues: Queue[]; now: number }> {
  static override template = "stock_control_tower.BrokerCard";
  static components = { MiniBars, Pill };
  static override props = { sidecars: Array, queues: Array, now: Number };
  readonly formatCount = formatCount;

  look({ alive, broker_ok: ok }: Sidecar): Look {
    if (!alive) return { label: _t("Silent"), icon: "fa-exclamation-triangle", tone: "trouble" };
    if (!ok) return { label: _t("No broker"), icon: "fa-chain-broken", tone: "trouble" };
    return { label: _t("Up"), icon: "fa-check", tone: "good" };
  }

  /** What a queue is for, in words: its name is the broker's. */
  meaning({ name }: Queue): string {
    const words: Record<string, string> = {
      "stock.intake": _t("waits for its lane"),
      "stock.dead": _t("undeliverable, for a person"),
      "stock.dead.reports": _t("copies, until Odoo knows of them"),
      "stock.log": _t("every event of seven days"),
      "stock.in.unrouted": _t("missed its queue, is put back"),
      "stock.out.unrouted": _t("missed its queue, is put back"),
    };
    return words[name] ?? (name.startsWith("stock.work.") ? _t("a lane: waits for Odoo") : "");
  }

  /** Somebody should look: what is meant to be empty is not. */
  isTrouble({ name, ready }: Queue): boolean {
    return ready > 0 && (name === "stock.dead" || name.endsWith(".unrouted"));
  }

  /** When it was heard of, or what is wrong; and what to do then. */
  heard({ alive, broker_ok: ok, broker_reason: reason, reported_at: at }: Sidecar): string {
    const age = ageOf(at, this.props.now);
    if (!alive) return _t("heard of %s. Start it; its log says why it stopped.", age);
    if (!ok) return _t("%s. Check the broker, and AMQP_URL of the sidecar.", reason);
    return age;
  }
}
