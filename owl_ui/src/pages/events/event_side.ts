import { Component } from "@odoo/owl";
import type { Services, WindowAction } from "odoo-services";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { EventEffects } from "../../components/event_effects/event_effects";
import { PayloadView } from "../../components/payload_view/payload_view";
import { SidePanel, type PanelTab } from "../../components/side_panel/side_panel";
import { TraceSteps } from "../../components/trace_steps/trace_steps";
import { formatMoment } from "../../lib/moments";
import { lineSentence, outcomeWord } from "../../lib/trail_words";
import type { EventStore, EventTab } from "../../stores/event_store";
import type { Direction, EventEffect } from "../../types/trail";

export interface EventSideProps {
  store: EventStore;
  decimals: number;
  onTab: (tab: EventTab) => void;
  onOpen: (direction: Direction, id: number) => void;
  onClose: () => void;
}

interface Link {
  label: string;
  icon: string;
  action: WindowAction;
}

/** One event on one screen: what it did, what was sent, how it went, and where it leads. */
export class EventSide extends Component<EventSideProps> {
  static override template = "stock_control_tower.EventSide";
  static components = { EventEffects, PayloadView, SidePanel, TraceSteps };
  static override props = {
    store: Object,
    decimals: Number,
    onTab: Function,
    onOpen: Function,
    onClose: Function,
  };
  declare action: Services["action"];
  readonly moment = formatMoment;
  readonly result = outcomeWord;

  override setup(): void {
    this.action = useService("action");
  }

  get tabs(): PanelTab[] {
    return [
      { name: "effect", label: _t("What it did") },
      { name: "payload", label: _t("Payload") },
      { name: "attempts", label: _t("Attempts") },
      { name: "trace", label: _t("Trace") },
    ];
  }

  get title(): string {
    const { detail } = this.props.store;
    return detail ? lineSentence(detail.line, this.props.decimals) : _t("Event");
  }

  get subtitle(): string {
    const { detail } = this.props.store;
    if (!detail) return "";
    const { at, outcome, position, direction } = detail.line;
    const number = direction === "out" ? _t("No. %s", position) : "";
    return [formatMoment(at), outcomeWord(outcome), number].filter(Boolean).join(" · ");
  }

  get current(): string {
    const { key } = this.props.store;
    return key ? `${key.direction}-${key.id}` : "";
  }

  /** Odoo's documents and records behind the event. */
  get links(): Link[] {
    const links = this.props.store.detail?.links;
    if (!links) return [];
    const { product_id: product, location_id: location } = links;
    const quants: WindowAction = {
      type: "ir.actions.act_window",
      name: _t("Stock there now"),
      res_model: "stock.quant",
      views: [[false, "list"]],
      domain: [
        ["product_id", "=", product],
        ["location_id", "=", location],
      ],
    };
    const found: (Link | null)[] = [
      form(links.picking, "fa-truck", "stock.picking", links.picking_id),
      form(_t("Stock move"), "fa-exchange", "stock.move", links.move_id),
      product && location
        ? { label: _t("Stock there now"), icon: "fa-cubes", action: quants }
        : null,
      form(_t("Lot"), "fa-tag", "stock.lot", links.lot_id),
      form(_t("Partner's event"), "fa-sign-in", "stock.tower.inbox", links.inbox_id),
      form(_t("Odoo's event"), "fa-sign-out", "stock.tower.outbox", links.outbox_id),
      form(_t("Exception"), "fa-exclamation-circle", "stock.tower.exception", links.exception_id),
    ];
    return found.filter((link) => link !== null);
  }

  setTab(name: string): void {
    this.props.onTab(name as EventTab);
  }

  async follow(action: WindowAction): Promise<void> {
    await this.action.doAction(action);
  }

  async openPosition({ product_id: product, warehouse_id: warehouse }: EventEffect): Promise<void> {
    await this.follow({
      type: "ir.actions.client",
      tag: "stock_control_tower.stock_truth",
      params: { product, warehouse: warehouse ?? 0, panel: "ledger" },
    });
  }
}

function form(label: string | null, icon: string, model: string, id: number | null): Link | null {
  if (id === null) return null;
  const action = {
    type: "ir.actions.act_window",
    res_model: model,
    res_id: id,
    views: [[false, "form"]],
  };
  return { label: label ?? "", icon, action };
}
