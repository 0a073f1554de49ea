import { Component, useState } from "@odoo/owl";
import type { Services, WindowAction } from "odoo-services";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { EventFeed } from "../../components/event_feed/event_feed";
import { HealthLine } from "../../components/health_line/health_line";
import { LagSparkline } from "../../components/lag_sparkline/lag_sparkline";
import { MetricTile } from "../../components/metric_tile/metric_tile";
import { StockGrid } from "../../components/stock_grid/stock_grid";
import { StockToolbar } from "../../components/stock_toolbar/stock_toolbar";
import { formatCount } from "../../lib/format";
import { describeHealth, type Health } from "../../lib/health";
import { createOverviewApi, type OverviewApi } from "../../services/overview_api";
import { createTowerStore, type TowerStore } from "../../stores/tower_store";
import type { FeedItem, FigureName, TowerList, Warehouse } from "../../types/overview";
import { useLiveUpdates } from "../hooks/live_updates";
import { towerTiles, type Tile } from "./tiles";

/** The warehouse manager's first look: health, figures, stock, what happens. */
export class TowerPage extends Component {
  static override template = "stock_control_tower.TowerPage";
  static components = {
    EventFeed,
    HealthLine,
    LagSparkline,
    Layout,
    MetricTile,
    StockGrid,
    StockToolbar,
  };
  static override props = { ...standardActionServiceProps };
  static displayName = _t("Control Tower");
  static path = "control-tower";

  // Assigned in setup: hooks need the component, which fields do not have yet.
  declare api: OverviewApi;
  declare action: Services["action"];
  declare store: TowerStore;
  declare refresh: () => void;
  readonly display = { controlPanel: {} };

  override setup(): void {
    this.action = useService("action");
    this.api = createOverviewApi(useService("orm"));
    const store = createTowerStore(this.api);
    this.store = useState(store);
    this.refresh = useLiveUpdates(store, useService("bus_service")).refresh;
  }

  get health(): Health | null {
    return this.store.summary && describeHealth(this.store.summary);
  }

  get tiles(): Tile[] {
    return this.store.summary ? towerTiles(this.store.summary) : [];
  }

  get columns(): Warehouse[] {
    const { warehouses, stock } = this.store;
    const { warehouseIds } = stock.query;
    if (!warehouseIds.length) return warehouses;
    return warehouses.filter(({ id }) => warehouseIds.includes(id));
  }

  get countText(): string {
    const { count } = this.store.stock;
    if (count === null) return "";
    return count === 1 ? _t("1 product") : _t("%s products", formatCount(count));
  }

  get filtered(): boolean {
    const { search, warehouseIds, onlyWithStock } = this.store.stock.query;
    return !!search || warehouseIds.length > 0 || onlyWithStock;
  }

  async open(action: Promise<WindowAction>): Promise<void> {
    await this.action.doAction(await action);
  }

  openList(name: TowerList): Promise<void> {
    return this.open(this.api.listAction(name));
  }

  openProduct(productId: number): Promise<void> {
    return this.open(this.api.productEventsAction(productId));
  }

  openFigures(productId: number, warehouseId: number | null, figure: FigureName): Promise<void> {
    const chosen = this.store.stock.query.warehouseIds;
    const warehouseIds = warehouseId === null ? [...chosen] : [warehouseId];
    return this.open(this.api.statesAction(productId, warehouseIds, figure));
  }

  openEvent(item: FeedItem): Promise<void> {
    const inboxId = item.outcome ? item.inbox_id : null;
    return this.open(this.api.eventAction(item.outbox_id, inboxId));
  }

  openPartners(): Promise<void> {
    return this.open(this.api.connectAction());
  }

  clearFilters(): void {
    void this.store.stock.setQuery({ search: "", warehouseIds: [], onlyWithStock: false });
  }
}
