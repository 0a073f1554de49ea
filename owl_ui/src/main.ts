import { registry } from "@web/core/registry";
import { ConnectionsPage } from "./pages/connections/connections_page";
import { EventsPage } from "./pages/events/events_page";
import { ExceptionsPage } from "./pages/exceptions/exceptions_page";
import { FloorPage } from "./pages/floor/floor_page";
import { StockTruthPage } from "./pages/stock_truth/stock_truth_page";
import { TowerPage } from "./pages/tower/tower_page";

const actions = registry.category("actions");
actions.add("stock_control_tower.tower", TowerPage, { force: true });
actions.add("stock_control_tower.exceptions", ExceptionsPage, { force: true });
actions.add("stock_control_tower.stock_truth", StockTruthPage, { force: true });
actions.add("stock_control_tower.connections", ConnectionsPage, { force: true });
actions.add("stock_control_tower.events", EventsPage, { force: true });
actions.add("stock_control_tower.floor", FloorPage, { force: true });

// The module's public face: other addons patch and extend these.
export { EventFeed } from "./components/event_feed/event_feed";
export { EventLine } from "./components/event_line/event_line";
export { ExceptionItem } from "./components/exception_item/exception_item";
export { ExceptionPanel } from "./components/exception_panel/exception_panel";
export { MetricTile } from "./components/metric_tile/metric_tile";
export { StockGrid } from "./components/stock_grid/stock_grid";
export { StockRow } from "./components/stock_row/stock_row";
export { StockToolbar } from "./components/stock_toolbar/stock_toolbar";
export { ConnectionsPage } from "./pages/connections/connections_page";
export { EventsPage } from "./pages/events/events_page";
export { EventsView } from "./pages/events/events_view";
export { ExceptionsPage } from "./pages/exceptions/exceptions_page";
export { FloorPage } from "./pages/floor/floor_page";
export { StockTruthPage } from "./pages/stock_truth/stock_truth_page";
export { StockTruthView } from "./pages/stock_truth/stock_truth_view";
export { TowerPage } from "./pages/tower/tower_page";
