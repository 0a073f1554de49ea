/** Answers of the Odoo model `stock.tower.exception`, as they come over RPC. */

export type ExceptionState =
  "new" | "regressed" | "acknowledged" | "in_progress" | "waiting" | "snoozed" | "resolved";

export type ViewName = "todo" | "new" | "mine" | "doing" | "waiting" | "snoozed" | "resolved";
export type Severity = "0" | "1" | "2" | "3";

/** What the inbox shows; empty texts choose nothing. */
export interface InboxQuery {
  view: ViewName;
  severity: Severity | "";
  /** Partner code. */
  partner: string;
  search: string;
}

export interface ExceptionRow {
  id: number;
  name: string;
  /** Reason code: "unknown_item". */
  code: string;
  /** What the events name: a SKU, a place. */
  thing: string;
  /** Partner code. */
  partner: string;
  category: "refused" | "conflict" | "undecodable" | "failed" | "gap" | "dead";
  cause: string;
  state: ExceptionState;
  severity: Severity;
  open_count: number;
  total_count: number;
  /** Open transfers that wait for its events. */
  orders: number;
  /** At cost, formatted with its currency; empty when nothing is known. */
  value: string;
  promise_at: string | null;
  first_seen: string | null;
  last_seen: string | null;
  owner_id: number | false;
  owner: string;
}

export interface InboxPage {
  at: string;
  rows: ExceptionRow[];
  /** Rows that were on screen and are not among `rows` any more. */
  others: ExceptionRow[];
  count: number;
  views: Record<ViewName, number>;
  severities: [Severity, number][];
  partners: [string, number][];
  at_risk: { orders: number; events: number; value: string };
  can_act: boolean;
  user_id: number;
}

export interface Step {
  id: number;
  at: string | null;
  /** Empty when the tower did it. */
  user: string;
  action: string;
  label: string;
  text: string;
  open_count: number;
}

export interface ExceptionDetail extends ExceptionRow {
  remedy: string;
  path: string;
  /** The latest event as received, or the beginning of it. */
  evidence: string;
  sample_id: number | false;
  sample_name: string;
  /** [code, sentence], worst first. */
  reasons: [string, string][];
  promises: { id: number; name: string; partner: string; promise_at: string | null }[];
  gaps: {
    id: number;
    first: string;
    last: string;
    missing: number;
    state: string;
    requested_at: string | null;
  }[];
  steps: Step[];
  step_count: number;
  similar: { id: number; name: string; last_seen: string | null; step: Step | null }[];
  similar_count: number;
  /** What the button says that tells Odoo the missing word; empty: there is none. */
  fix: string;
  messages: number;
}

/** [state, its word, reason code or "", number of events] */
export type Counted = [string, string, string, number];

export interface Effect {
  product: string;
  warehouse: string;
  uom: string;
  on_hand: number;
  change: number;
}

/** A bulk action: its plan, its progress, its result. */
export interface Bulk {
  id: number;
  name: string;
  action: "retry" | "discard" | "replay" | "restore";
  state: "draft" | "planned" | "running" | "done" | "cancelled";
  event_count: number;
  left_out_count: number;
  /** Events that the plan has tried; fewer than all when there are many. */
  tried_count: number;
  done_count: number;
  otherwise_count: number;
  /** Events a second. */
  rate: number;
  plan: Counted[];
  result: Counted[];
  effects: Effect[];
  effect_count: number;
  may_undo: boolean;
}

/** What can be done to one or many at once, without a plan. */
export type Act = "acknowledge" | "start" | "wait" | "snooze" | "resolve" | "assign";

/** The exceptions that something is done to: those named, or all that a query shows. */
export type Chosen = { ids: number[] } | { query: InboxQuery };

export interface Done {
  done: number;
  left: number;
  undo: number[];
}
