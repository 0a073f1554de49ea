import type { Orm, WindowAction } from "odoo-services";
import type {
  Domain,
  GroupPage,
  Key,
  LedgerPage,
  Opening,
  Outline,
  PlacePage,
  PositionFigure,
  PositionPage,
  ProductFacts,
  PromiseExplanation,
  Promised,
} from "../types/truth";

const MODEL = "stock.tower.truth";
const PROMISE = "stock.tower.atp";

/** What is asked for: rows that match, as they are or as they were after an event. */
export interface TruthQuery {
  domain: Domain;
  until: string | null;
}

export interface PositionKey {
  productId: number;
  /** Null: between warehouses. */
  warehouseId: number | null;
}

export interface TruthApi {
  /** @param asOf UTC time; null: now */
  opening(asOf: string | null): Promise<Opening>;
  product(productId: number): Promise<ProductFacts>;
  /** The first rows, before the list has been counted. */
  firstPage(query: TruthQuery): Promise<PositionPage>;
  /** The rows after one product up to and with another. */
  block(query: TruthQuery, after: Key | null, last: Key): Promise<PositionPage>;
  outline(query: TruthQuery): Promise<Outline>;
  groups(query: TruthQuery, groupBy: string[], after: unknown[] | null): Promise<GroupPage>;
  ledger(position: PositionKey, before: string | null): Promise<LedgerPage>;
  places(query: TruthQuery, position: PositionKey): Promise<PlacePage>;
  promised(productIds: number[], warehouseIds: number[]): Promise<Promised>;
  explain(position: PositionKey, day: string | null): Promise<PromiseExplanation>;
  /** The list of what a figure is the sum of. */
  figureAction(
    position: PositionKey,
    figure: PositionFigure,
    domain: Domain,
  ): Promise<WindowAction>;
  /** The document behind an open move. */
  moveAction(moveId: number): Promise<WindowAction>;
}

export function createTruthApi(orm: Orm): TruthApi {
  const ask = <T>(method: string, args: unknown[], kwargs: Record<string, unknown> = {}) =>
    orm.silent.call<T>(MODEL, method, args, kwargs);
  return {
    opening: (asOf) => ask("opening", [asOf]),
    product: (productId) => ask("product", [productId]),
    firstPage: ({ domain, until }) => ask("positions", [domain], { until }),
    block: ({ domain, until }, after, last) => ask("positions", [domain, after, last], { until }),
    outline: ({ domain, until }) => ask("outline", [domain, until]),
    groups: ({ domain, until }, groupBy, after) =>
      ask("groups", [groupBy, domain], { after, until }),
    ledger: ({ productId, warehouseId }, before) => ask("ledger", [productId, warehouseId, before]),
    places: ({ domain, until }, { productId, warehouseId }) =>
      ask("places", [productId, warehouseId, domain, until]),
    promised: (productIds, warehouseIds) =>
      orm.silent.call(PROMISE, "atp", [productIds, warehouseIds]),
    explain: ({ productId, warehouseId }, day) =>
      orm.silent.call(PROMISE, "explain", [productId, warehouseId, day]),
    figureAction: ({ productId, warehouseId }, figure, domain) =>
      ask("action_figure", [productId, figure, warehouseId, domain]),
    moveAction: async (moveId) => {
      const [move] = await orm.silent.call<{ picking_id: [number, string] | false }[]>(
        "stock.move",
        "read",
        [[moveId], ["picking_id"]],
      );
      const picking = move?.picking_id;
      return {
        type: "ir.actions.act_window",
        res_model: picking ? "stock.picking" : "stock.move",
        res_id: picking ? picking[0] : moveId,
        views: [[false, "form"]],
      };
    },
  };
}
