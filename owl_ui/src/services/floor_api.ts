import type { Orm } from "odoo-services";
import type {
  CountAnswer,
  FloorCards,
  FloorOpening,
  Found,
  LineKey,
  Place,
  PlaceLine,
  Side,
} from "../types/floor";

const MODEL = "stock.tower.floor";

export interface FloorApi {
  opening(warehouseId: number | null): Promise<FloorOpening>;
  exceptions(side: Side, warehouseId: number, limit: number): Promise<FloorCards>;
  place(locationId: number): Promise<Place>;
  line(key: LineKey): Promise<PlaceLine>;
  scan(code: string, warehouseId: number, locationId: number | null): Promise<{ found: Found[] }>;
  /** Posts only while Odoo has what was expected. @param counted decimal strings, both */
  count(key: LineKey, expected: string, counted: string): Promise<CountAnswer>;
}

export function createFloorApi(orm: Orm): FloorApi {
  const ask = <T>(method: string, kwargs: Record<string, unknown>) =>
    orm.silent.call<T>(MODEL, method, [], kwargs);
  return {
    opening: (id) => ask("opening", { warehouse_id: id }),
    exceptions: (side, id, limit) => ask("exceptions", { side, warehouse_id: id, limit }),
    place: (id) => ask("place", { location_id: id }),
    line: (key) => ask("line", { key }),
    scan: (code, id, place) => ask("scan", { code, warehouse_id: id, location_id: place }),
    count: (key, expected, counted) => ask("count", { key, expected, counted }),
  };
}
