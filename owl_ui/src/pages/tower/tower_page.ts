import { Component, onWillUnmount, useExternalListener, useState } from "@odoo/owl";
import type { Services, WindowAction } from "odoo-services";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { EventFeed } from "../../components/event_feed/event_feed";
import { FlowMap } from "../../components/flow_map/flow_map";
import { HealthLine } from "../../components/health_line/health_line";
import { LagSparkline } from "../../components/lag_sparkline/lag_sparkline";
import { MetricTile } from "../../components/metric_tile/metric_tile";
import { MiniBars } from "../../components/mini_bars/mini_bars";
import { SinceBanner } from "../../components/since_banner/since_banner";
import { StateMatrix } from "../../components/state_matrix/state_matrix";
import { StockGrid } from "../../components/stock_grid/stock_grid";
import { StockToolbar } from "../../components/stock_toolbar/stock_toolbar";
import { describeTower } from "../../lib/attention";
import { formatCount } from "../../lib/format";
import type { Health } from "../../lib/health";
import { flowStations, type FlowFigure, type FlowStation } from "../../lib/flow";
import { createBoardApi, type BoardApi } from "../../services/board_api";
import { createOverviewApi, type OverviewApi } from "../../services/overview_api";
import { lastLook, rememberLook } from "../../services/preferences";
import { createBoardStore, type BoardStore } from "../../stores/board_store";
import { createTowerStore, type TowerStore } from "../../stores/tower_store";
import type { ChangeName, MatrixState } from "../../types/board";
import type { FeedItem, FigureName, TowerList, Warehouse } from "../../types/overview";
import { useShortcuts } from "../hooks/keyboard";
import { useLiveUpdates } from "../hooks/live_updates";
import { todayTiles, towerTiles, type Tile, type TileName } from "./tiles";

/** The warehouse manager's first look: health, figures, stock, what happens. */
export class TowerPage extends Component {
  static override template = "stock_control_tower.TowerPage";
  static components = {
    EventFeed,
    FlowMap,
    HealthLine,
    LagSparkline,
    Layout,
    MetricTile,
    MiniBars,
    SinceBanner,
    StateMatrix,
    StockGrid,
    StockToolbar,
  };
  static override props = { ...standardActionServiceProps };
  static displayName = _t("Control Tower");
  static path = "control-tower";

  // Assigned in setup: hooks need the component, which fields do not have yet.
  declare api: OverviewApi;
  declare action: Services["action"];
  declare boardApi: BoardApi;
  declare store: TowerStore;
  declare board: BoardStore;
  declare refresh: () => void;
  readonly display = { controlPanel: {} };

  override setup(): void {
    this.action = useService("action");
    const orm = useService("orm");
    this.api = createOverviewApi(orm);
    this.boardApi = createBoardApi(orm);
    const [store, board] = [createTowerStore(this.api), createBoardStore(this.boardApi)];
    this.store = useState(store);
    this.board = useState(board);
    const both = {
      live: store.live,
      refresh: () => store.refresh(() => board.refresh()),
      tick: (now: number) => store.tick(now),
    };
    const bus = useService("bus_service");
    this.refresh = useLiveUpdates(both, bus, ["changed", "exceptions"]).refresh;
    useShortcuts({
      "g e": () => void this.openExceptions(),
      "g c": () => void this.openConnections(),
      n: () => this.store.feed.release(),
    });
    const looked = () => rememberLook(new Date());
    onWillUnmount(looked);
    useExternalListener(window, "pagehide", looked);
    board.compare(lastLook()).catch(() => undefined);
  }

  get health(): Health | null {
    return this.store.summary && describeTower(this.store.summary, this.board.board);
  }

  get tiles(): Tile[] {
    return this.store.summary ? towerTiles(this.store.summary, this.board.board) : [];
  }

  get todayTiles(): Tile[] {
    return this.store.summary ? todayTiles(this.store.summary) : [];
  }

  /** What the tile itself takes; its picture is the page's. */
  tileProps({ bars: _bars, ...props }: Tile): Omit<Tile, "bars"> {
    return props;
  }

  get stations(): FlowStation[] {
    const { board } = this.board;
    return board ? flowStations(board, this.store.live.serverNow) : [];
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

  openTile(name: TileName): Promise<void> {
    if (name === "exceptions") return this.openExceptions();
    if (name === "connections") return this.openConnections();
    if (name === "drift") return this.open(this.boardApi.stationAction("drift"));
    return this.openList(name);
  }

  openList(name: TowerList): Promise<void> {
    return this.open(this.api.listAction(name));
  }

  async openExceptions(): Promise<void> {
    await this.action.doAction("stock_control_tower.action_exceptions");
  }

  async openConnections(): Promise<void> {
    await this.action.doAction("stock_control_tower.action_connections");
  }

  openFlow(list: NonNullable<FlowFigure["list"]>): Promise<void> {
    const { board } = this.board;
    if ("station" in list) return this.open(this.boardApi.stationAction(list.station));
    return board ? this.open(this.boardApi.movingAction(list.moving, board)) : Promise.resolve();
  }

  openMatrix(warehouseId: number, state: MatrixState): Promise<void> {
    return this.open(this.boardApi.matrixAction(warehouseId, state));
  }

  openChange(name: ChangeName): Promise<void> {
    const { since } = this.board;
    return since ? this.open(this.boardApi.sinceAction(name, since)) : Promise.resolve();
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
