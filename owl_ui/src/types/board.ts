/** Answers of `stock.tower.overview` beside stock: `board` and `since`. */
import type { Severity } from "./exceptions";

export interface Attention {
  /** Exceptions to do. */
  count: number;
  severities: Partial<Record<Severity, number>>;
  orders: number;
  events: number;
  /** At cost, formatted; empty when nothing is known. */
  value: string;
}

export interface Flow {
  partners: { count: number; received: number; last_at: string | null };
  broker: {
    /** A sidecar reports of it. */
    known: boolean;
    ok: boolean;
    reason: string;
    /** Messages that wait for Odoo. */
    inbound: number | null;
    /** Messages that nobody could deliver. */
    dead: number | null;
    queues: number;
    /** Of `inbound`, one every 10 s, the last quarter of an hour. */
    samples: number[];
  };
  sidecars: { count: number; alive: number; last_at: string | null };
  odoo: { applied: number; recorded: number; published: number; published_at: string | null };
  /** Null for users who may not see subscriptions. */
  subscribers: { count: number; failing: number } | null;
  /** What the counts above are of: the last so many minutes. */
  minutes: number;
}

export type MatrixState = "available" | "reserved" | "quarantined" | "damaged" | "returned";
export type MatrixCell = { rows: number; quantity: number };

export interface Board {
  at: string;
  /** Between these (UTC, "2026-11-24 10:00:00") lies what the flow counts. */
  since: string;
  until: string;
  attention: Attention;
  /** Reported lines that Odoo did otherwise or not at all; by day, oldest first. */
  drift: { count: number; compared: number; days: number[] };
  /** Events without effect by hour, the last 24, oldest first. */
  refused_hours: number[];
  flow: Flow;
  /** By warehouse id; what is empty is absent. */
  matrix: Record<string, Partial<Record<MatrixState, MatrixCell>>>;
}

export type ChangeName = "exceptions" | "came_back" | "resolved" | "refused" | "applied";

export interface Since {
  since: string;
  until: string;
  counts: Partial<Record<ChangeName, number>>;
}

export type Station = "partners" | "queues" | "sidecars" | "subscribers" | "drift";
export type Moving = "received" | "applied" | "recorded";
