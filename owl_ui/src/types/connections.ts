/** Answer of `stock.tower.connections`, as it comes over RPC. */

export type StepName =
  "states" | "subscription" | "token" | "sidecar" | "partner" | "flow" | "event";

export interface FirstStep {
  name: StepName;
  done: boolean;
}

export interface Sidecar {
  id: number;
  name: string;
  alive: boolean;
  broker_ok: boolean;
  broker_reason: string;
  reported_at: string | null;
}

export interface Queue {
  name: string;
  ready: number;
  consumers: number;
  reported_at: string | null;
  /** Of `ready`, one every 10 s, the oldest first. */
  samples: number[];
}

export interface FlowMode {
  id: number;
  /** For which warehouses. */
  label: string;
  mode: "off" | "shadow" | "live";
  mode_label: string;
  timeliness_label: string;
}

export interface ConnectedPartner {
  id: number;
  code: string;
  name: string;
  last_at: string | null;
  /** Events of the last day. */
  received: number;
  /** Exceptions that are not resolved. */
  exceptions: number;
  flows: FlowMode[];
}

export interface Subscription {
  id: number;
  name: string;
  url: string;
  state: "new" | "healthy" | "failing" | "gone";
  state_label: string;
  last_success_at: string | null;
  last_error: string;
  failures: number;
  /** Events that it has not read yet. */
  behind: number;
  /** Who reads by it at present. */
  reader: string;
  /** Until then the old secret signs as well; null: only the new one does. */
  old_secret_until: string | null;
}

export interface ConnectionsPage {
  at: string;
  can_configure: boolean;
  steps: FirstStep[];
  sidecars: Sidecar[];
  queues: Queue[];
  partners: ConnectedPartner[];
  /** Null for users who may not see them. */
  subscriptions: Subscription[] | null;
}

/** What a receiver said to a test message. */
export interface TestAnswer {
  ok: boolean;
  status: number;
  ms: number;
  error: string;
}
