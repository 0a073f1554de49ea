import type { Orm, WindowAction } from "odoo-services";
import type { Board, ChangeName, MatrixState, Moving, Since, Station } from "../types/board";

const MODEL = "stock.tower.overview";

export interface BoardApi {
  board(): Promise<Board>;
  /** @param moment when the user last looked, ISO */
  since(moment: string): Promise<Since>;
  sinceAction(name: ChangeName, since: Since): Promise<WindowAction>;
  matrixAction(warehouseId: number, state: MatrixState): Promise<WindowAction>;
  movingAction(name: Moving, board: Board): Promise<WindowAction>;
  stationAction(name: Station): Promise<WindowAction>;
}

export function createBoardApi(orm: Orm): BoardApi {
  const ask = <T>(method: string, kwargs: Record<string, unknown>) =>
    orm.silent.call<T>(MODEL, method, [], kwargs);
  return {
    board: () => ask("board", {}),
    since: (moment) => ask("since", { moment }),
    sinceAction: (name, { since: moment, until }) => ask("action_since", { name, moment, until }),
    matrixAction: (warehouseId, state) =>
      ask("action_matrix", { warehouse_id: warehouseId, state }),
    movingAction: (name, { since, until }) => ask("action_moving", { name, since, until }),
    stationAction: (name) => ask("action_station", { name }),
  };
}
