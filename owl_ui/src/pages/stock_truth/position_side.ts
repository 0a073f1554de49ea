import { Component } from "@odoo/owl";
import type { Services, WindowAction } from "odoo-services";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { EmptyState } from "../../components/empty_state/empty_state";
import { LedgerList } from "../../components/ledger_list/ledger_list";
import { PlaceList } from "../../components/place_list/place_list";
import { PromiseTerms } from "../../components/promise_terms/promise_terms";
import { SidePanel, type PanelTab } from "../../components/side_panel/side_panel";
import { formatMoment } from "../../lib/moments";
import type { TruthApi } from "../../services/truth_api";
import type { PanelName, PositionStore } from "../../stores/position_store";
import type { TruthPageStore } from "../../stores/truth_page_store";
import type { LedgerRow, Place } from "../../types/truth";

export interface PositionSideProps {
  api: TruthApi;
  store: TruthPageStore;
  onPanel: (panel: PanelName) => void;
  onClose: () => void;
}

/** The side panel of a position, and where its links lead. */
export class PositionSide extends Component<PositionSideProps> {
  static override template = "stock_control_tower.PositionSide";
  static components = { EmptyState, LedgerList, PlaceList, PromiseTerms, SidePanel };
  static override props = {
    api: Object,
    store: Object,
    onPanel: Function,
    onClose: Function,
  };
  declare action: Services["action"];

  override setup(): void {
    this.action = useService("action");
  }

  get position(): PositionStore {
    return this.props.store.position;
  }

  get tabs(): PanelTab[] {
    return [
      { name: "promise", label: _t("Can promise") },
      { name: "ledger", label: _t("Ledger") },
      { name: "places", label: _t("Where") },
    ];
  }

  get past(): boolean {
    return this.props.store.asOf !== null;
  }

  get title(): string {
    return this.position.product?.name ?? _t("Product");
  }

  get subtitle(): string {
    const id = this.position.position?.warehouseId;
    const warehouse = this.props.store.opening.warehouses.find((one) => one.id === id);
    const parts = [this.position.product?.sku, warehouse?.name ?? _t("Between warehouses")];
    return parts.filter(Boolean).join(" · ");
  }

  /** Nothing of what is asked for is there yet. */
  get loading(): boolean {
    const { loading, panel, promise, ledger, places } = this.position;
    if (!loading) return false;
    if (panel === "promise") return promise === null;
    return !(panel === "ledger" ? ledger : places).length;
  }

  /** Why nothing can be promised at all; empty where something can. */
  get noPromise(): string {
    if (this.past) {
      return _t("What could be promised then is not kept: only stock itself is in the log.");
    }
    return this.position.position?.warehouseId
      ? ""
      : _t("What is between warehouses is promised by the warehouse that awaits it.");
  }

  get sinceText(): string {
    const { ledgerSince: since } = this.position;
    return since ? _t("Events before %s are kept as one sum.", formatMoment(since)) : "";
  }

  openRecord(model: string, id: number): Promise<void> {
    return this.follow({
      type: "ir.actions.act_window",
      res_model: model,
      res_id: id,
      views: [[false, "form"]],
    });
  }

  openEvent(row: LedgerRow): Promise<void> {
    return this.follow({
      type: "ir.actions.client",
      tag: "stock_control_tower.events",
      params: { search: "[]", event: `out-${row.id}` },
    });
  }

  async openMove(moveId: number): Promise<void> {
    await this.follow(await this.props.api.moveAction(moveId));
  }

  async openPlace(place: Place): Promise<void> {
    const { position } = this.position;
    if (!position || this.past) return;
    const exact = (["location_id", "lot_id", "package_id", "owner_id"] as const).map(
      (name): unknown => [name, "=", place[name] ?? false],
    );
    const figure = place.in_transit ? "in_transit" : place.others ? "others" : "on_hand";
    const domain = [...exact, ["state", "=", place.state]];
    await this.follow(await this.props.api.figureAction(position, figure, domain));
  }

  private async follow(action: WindowAction): Promise<void> {
    await this.action.doAction(action);
  }
}
