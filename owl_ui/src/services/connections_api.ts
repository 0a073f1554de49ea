import type { Orm, WindowAction } from "odoo-services";
import type { ConnectionsPage, StepName, TestAnswer } from "../types/connections";

const MODEL = "stock.tower.connections";
const SUBSCRIPTION = "stock.tower.subscription";

export interface ConnectionsApi {
  page(): Promise<ConnectionsPage>;
  testSend(subscriptionId: number): Promise<TestAnswer>;
  /** Makes a new secret and shows it once; the old one signs for a day more. */
  rotateAction(subscriptionId: number): Promise<WindowAction>;
  stepAction(name: StepName): Promise<WindowAction>;
  partnerListAction(list: "received" | "exceptions", partnerId: number): Promise<WindowAction>;
  recordAction(model: "partner" | "flow" | "subscription", id: number): Promise<WindowAction>;
  switchAction(flowId: number): Promise<WindowAction>;
}

export function createConnectionsApi(orm: Orm): ConnectionsApi {
  const ask = <T>(method: string, kwargs: Record<string, unknown>, model = MODEL) =>
    orm.silent.call<T>(model, method, [], kwargs);
  const of = <T>(method: string, id: number) => orm.silent.call<T>(SUBSCRIPTION, method, [[id]]);
  return {
    page: () => ask("page", {}),
    testSend: (id) => of("test_send", id),
    rotateAction: (id) => of("action_rotate_secret", id),
    stepAction: (name) => ask("action_step", { name }, "stock.tower.first.steps"),
    partnerListAction: (list, partnerId) => ask(`action_${list}`, { partner_id: partnerId }),
    recordAction: (model, id) => ask("action_record", { model, record_id: id }),
    switchAction: (flowId) => ask("action_switch", { flow_id: flowId }),
  };
}
