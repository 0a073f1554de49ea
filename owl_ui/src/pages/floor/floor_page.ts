import { Component, useEffect, useRef, useState } from "@odoo/owl";
import type { Services } from "odoo-services";
import { useCommand } from "@web/core/commands/command_hook";
import { _t } from "@web/core/l10n/translation";
import { useBus, useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { CountPlace } from "../../components/count_place/count_place";
import { FloorCards } from "../../components/floor_cards/floor_cards";
import { FloorTiles } from "../../components/floor_tiles/floor_tiles";
import { FreshnessBadge } from "../../components/freshness_badge/freshness_badge";
import { ScanBar } from "../../components/scan_bar/scan_bar";
import { viewTitle } from "../../lib/count_words";
import { createFloorApi } from "../../services/floor_api";
import { keepWarehouse, keptWarehouse } from "../../services/preferences";
import { createFloorStore, type FloorStore } from "../../stores/floor_store";
import type { FloorView } from "../../types/floor";
import type { UrlValues } from "../../types/url";
import { useLiveUpdates } from "../hooks/live_updates";
import { useUrlState, type UrlProps } from "../hooks/url_state";

const VIEWS: FloorView[] = ["start", "receiving", "picking", "count"];
const ICONS = {
  good: "fa-check-circle",
  info: "fa-info-circle",
  attention: "fa-exclamation-circle",
  trouble: "fa-exclamation-triangle",
};

/**
 * The tower on the floor, for a tablet and a scanner: what stops receiving and picking, and
 * counts. No single keys: a scanner types, and its letters would be commands.
 */
export class FloorPage extends Component<UrlProps> {
  static override template = "stock_control_tower.FloorPage";
  static components = { CountPlace, FloorCards, FloorTiles, FreshnessBadge, Layout, ScanBar };
  static override props = { ...standardActionServiceProps };
  static displayName = _t("Floor");
  static path = "tower-floor";

  // Assigned in setup: hooks need the component, which fields do not have yet.
  declare services: Pick<Services, "action" | "ui">;
  declare store: FloorStore;
  declare url: ReturnType<typeof useUrlState>;
  declare refresh: () => void;
  readonly display = { controlPanel: {} };
  readonly title = useRef("title");
  readonly choices = useRef("choices");
  readonly icons = ICONS;

  override setup(): void {
    this.services = { action: useService("action"), ui: useService("ui") };
    const store = createFloorStore(createFloorApi(useService("orm")));
    this.store = useState(store);
    this.url = useUrlState(this.props, ["view", "warehouse"]);
    const { view, warehouse, resId } = this.url.initial;
    store.warehouseId = Number(warehouse) || keptWarehouse();
    store.view = VIEWS.find((one) => one === view) ?? (resId ? "count" : "start");
    if (store.view === "count" && resId) void store.openPlace(Number(resId));
    const hints = useLiveUpdates(store, useService("bus_service"), ["changed", "exceptions"]);
    this.refresh = hints.refresh;
    useBus(useService("barcode").bus, "barcode_scanned", ({ detail }) => {
      const code = detail?.barcode;
      if (typeof code === "string" && this.services.ui.activeElement === document) this.scan(code);
    });
    // Where somebody is, is the URL; whoever works by keyboard or hears it begins at its top.
    useEffect(
      () => this.url.show(this.where),
      () => [JSON.stringify(this.where)],
    );
    let shown = this.heading;
    useEffect(
      (heading: string) => {
        if (heading !== shown) this.title.el?.focus();
        shown = heading;
      },
      () => [this.heading],
    );
    useEffect(
      () => this.choices.el?.focus(),
      () => [this.store.choices],
    );
    useCommand(_t("Floor: receiving exceptions"), () => this.show("receiving"));
    useCommand(_t("Floor: picking exceptions"), () => this.show("picking"));
    useCommand(_t("Floor: count a place"), () => this.show("count"));
  }

  get where(): UrlValues {
    const { view, warehouseId, count } = this.store;
    return {
      view: view === "start" ? undefined : view,
      warehouse: warehouseId ?? undefined,
      resId: count.place?.id,
    };
  }

  get heading(): string {
    return viewTitle(this.store.view, this.store.count.place?.name);
  }

  /** From a place to the next one, from there to the first screen. */
  get back(): FloorView | null {
    const { view, count } = this.store;
    if (view === "start") return null;
    return count.place ? "count" : "start";
  }

  get now(): number {
    return Math.floor(this.store.live.serverNow / 30_000) * 30_000;
  }

  show(view: FloorView): void {
    void this.store.show(view);
  }

  scan(code: string): void {
    void this.store.scan(code);
  }

  setWarehouse(event: Event): void {
    const id = Number((event.target as HTMLSelectElement).value);
    keepWarehouse(id);
    void this.store.setWarehouse(id);
  }

  openException(id: number): void {
    void this.services.action.doAction({
      type: "ir.actions.client",
      tag: "stock_control_tower.exceptions",
      params: { resId: id },
    });
  }
}
