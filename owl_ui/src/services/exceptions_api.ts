import type { Orm, WindowAction } from "odoo-services";
import type {
  Act,
  Bulk,
  Chosen,
  Done,
  ExceptionDetail,
  InboxPage,
  InboxQuery,
} from "../types/exceptions";

const MODEL = "stock.tower.exception";
const BULK = "stock.tower.bulk";

/** Lists and forms of Odoo about one exception. */
export type ExceptionList =
  | "action_open_events"
  | "action_open_all_events"
  | "action_open_gaps"
  | "action_open_pickings"
  | "action_open_similar"
  | "action_open_form"
  | "action_fix";

export interface ExceptionsApi {
  /** @param shown ids on screen, whose rows come along wherever they are by now */
  page(query: InboxQuery, limit: number, shown: number[]): Promise<InboxPage>;
  detail(id: number): Promise<ExceptionDetail>;
  owners(): Promise<[number, string][]>;
  act(action: Act, chosen: Chosen, ownerId?: number | null): Promise<Done>;
  undo(steps: number[]): Promise<number>;
  plan(action: "retry" | "discard", chosen: Chosen): Promise<Bulk>;
  bulk(id: number): Promise<Bulk>;
  begin(id: number, reason: string): Promise<Bulk>;
  stop(id: number): Promise<Bulk>;
  /** A plan that takes up again what a bulk action discarded. */
  undoBulk(id: number): Promise<Bulk>;
  requestGaps(id: number): Promise<unknown>;
  dismissGaps(id: number): Promise<unknown>;
  listAction(list: ExceptionList, id: number): Promise<WindowAction>;
  editAction(inboxId: number): Promise<WindowAction>;
  eventAction(inboxId: number): WindowAction;
  bulkListAction(
    list: "action_open_events" | "action_open_otherwise",
    id: number,
  ): Promise<WindowAction>;
  /** The rows of the inbox as a list of Odoo. */
  inboxAction(query: InboxQuery): Promise<WindowAction>;
  ordersAction(query: InboxQuery): Promise<WindowAction>;
}

export function createExceptionsApi(orm: Orm): ExceptionsApi {
  const ask = <T>(method: string, kwargs: Record<string, unknown>) =>
    orm.silent.call<T>(MODEL, method, [], kwargs);
  const of = <T>(model: string, method: string, id: number, kwargs = {}) =>
    orm.silent.call<T>(model, method, [[id]], kwargs);
  return {
    page: (query, limit, shown) => ask("inbox_page", { query, limit, shown }),
    detail: (id) => ask("inbox_detail", { exception_id: id }),
    owners: () => ask("inbox_owners", {}),
    act: (action, chosen, ownerId = null) =>
      ask("inbox_act", { action, ...chosen, owner_id: ownerId }),
    undo: (steps) => ask("inbox_undo", { step_ids: steps }),
    plan: (action, chosen) => ask("inbox_plan", { action, ...chosen }),
    bulk: (id) => of(BULK, "brief", id),
    begin: (id, reason) => of(BULK, "begin", id, { reason }),
    stop: (id) => of(BULK, "stop", id),
    undoBulk: (id) => of(BULK, "undo", id),
    requestGaps: (id) => of(MODEL, "action_request_gaps", id),
    dismissGaps: (id) => of(MODEL, "action_dismiss_gaps", id),
    listAction: (list, id) => of(MODEL, list, id),
    editAction: (inboxId) => of("stock.tower.inbox", "action_edit", inboxId),
    eventAction: (inboxId) => ({
      type: "ir.actions.act_window",
      res_model: "stock.tower.inbox",
      res_id: inboxId,
      views: [[false, "form"]],
    }),
    bulkListAction: (list, id) => of(BULK, list, id),
    inboxAction: (query) => ask("action_inbox_list", { query }),
    ordersAction: (query) => ask("action_inbox_orders", { query }),
  };
}
