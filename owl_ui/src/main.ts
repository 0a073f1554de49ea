import { registry } from "@web/core/registry";
import { TowerPage } from "./pages/tower/tower_page";

registry.category("actions").add("stock_control_tower.tower", TowerPage, { force: true });

// The module's public face: other addons patch and extend these.
export { EventFeed } from "./components/event_feed/event_feed";
export { EventLine } from "./components/event_line/event_line";
export { MetricTile } from "./components/metric_tile/metric_tile";
export { StockGrid } from "./components/stock_grid/stock_grid";
export { StockRow } from "./components/stock_row/stock_row";
export { StockToolbar } from "./components/stock_toolbar/stock_toolbar";
export { TowerPage } from "./pages/tower/tower_page";
