import type { Orm, WindowAction } from "odoo-services";
import type {
  FigureName,
  Snapshot,
  StockFilter,
  StockPage,
  StockRequest,
  StockTotals,
  TowerList,
} from "../types/overview";

const MODEL = "stock.tower.overview";

export interface OverviewApi {
  /** All figures of the page, read in one database snapshot. */
  snapshot(stock: StockRequest, feedAfter: string, feedLimit: number): Promise<Snapshot>;
  stockPage(request: StockRequest): Promise<StockPage>;
  /** It looks at all stock of the list. */
  stockTotals(filter: StockFilter): Promise<StockTotals>;
  /** The list behind a figure: it has as many rows as the figure says. */
  listAction(list: TowerList): Promise<WindowAction>;
  productEventsAction(productId: number): Promise<WindowAction>;
  /** The rows a figure is the sum of; no warehouse means all of them. */
  statesAction(
    productId: number,
    warehouseIds: number[],
    figure: FigureName,
  ): Promise<WindowAction>;
  eventAction(outboxId: number, inboxId: number | null): Promise<WindowAction>;
  connectAction(): Promise<WindowAction>;
}

export function createOverviewApi(orm: Orm): OverviewApi {
  const ask = <T>(method: string, kwargs: Record<string, unknown>) =>
    orm.silent.call<T>(MODEL, method, [], kwargs);
  return {
    snapshot: (stock, feedAfter, feedLimit) =>
      ask("snapshot", { stock, feed_after: feedAfter, feed_limit: feedLimit }),
    stockPage: (request) => ask("stock_page", { ...request }),
    stockTotals: (filter) => ask("stock_totals", { ...filter }),
    listAction: (list) => ask("action_list", { name: list }),
    productEventsAction: (productId) => ask("action_product_events", { product_id: productId }),
    statesAction: (productId, warehouseIds, figure) =>
      ask("action_states", { product_id: productId, warehouse_ids: warehouseIds, figure }),
    eventAction: (outboxId, inboxId) =>
      ask("action_event", { outbox_id: outboxId, inbox_id: inboxId }),
    connectAction: () => ask("action_connect", {}),
  };
}
