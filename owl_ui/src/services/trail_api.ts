import type { Orm } from "odoo-services";
import type { Direction, EventDetail, NewerPage, Positions, TrailPage } from "../types/trail";
import type { Domain } from "../types/truth";

const MODEL = "stock.tower.trail";

export interface TrailApi {
  /** @param before null: from the newest on */
  page(domain: Domain, before: Positions | null): Promise<TrailPage>;
  newer(domain: Domain, after: Positions): Promise<NewerPage>;
  count(domain: Domain): Promise<{ count: number; more: boolean }>;
  /** Where the events until a moment begin. */
  atMoment(moment: string): Promise<Positions>;
  detail(direction: Direction, id: number): Promise<EventDetail>;
}

export function createTrailApi(orm: Orm): TrailApi {
  const ask = <T>(method: string, args: unknown[]) => orm.silent.call<T>(MODEL, method, args);
  return {
    page: (domain, before) => ask("page", [domain, before]),
    newer: (domain, after) => ask("newer", [domain, after]),
    count: (domain) => ask("count", [domain]),
    atMoment: (moment) => ask("at_moment", [moment]),
    detail: (direction, id) => ask("detail", [direction, id]),
  };
}
