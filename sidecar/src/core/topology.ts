import { TOPOLOGY as CONTRACT } from "../generated/topology.ts";

export interface Exchange {
  readonly name: string;
  readonly type: string;
  readonly durable: boolean;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface Queue {
  readonly name: string;
  readonly durable: boolean;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface Binding {
  readonly exchange: string;
  readonly queue: string;
  readonly routingKey: string;
}

export interface Topology {
  readonly exchanges: readonly Exchange[];
  readonly queues: readonly Queue[];
  readonly bindings: readonly Binding[];
}

/** The broker's objects as the contract states them, without the lanes. */
const FIXED: Topology = CONTRACT;
const LANES = CONTRACT.lanes;

/** The contract's numbers: bytes and depth of an event, sizes of batch, prefetch and window. */
export const LIMITS = CONTRACT.limits;
export const MESSAGE = CONTRACT.message;
export const HEADERS = CONTRACT.headers;
export const PRIORITY = { live: LANES.livePriority, backlog: LANES.backlogPriority } as const;
/** Number of the intake among the partitions; lanes count from 0. */
export const INTAKE = -1;
/** Until Odoo says another number. */
export const PARTITIONS = LANES.partitions;

export const EXCHANGES = {
  in: "stock.in",
  work: LANES.exchange,
  out: "stock.out",
  dead: "stock.dead",
} as const;

export const QUEUES = {
  intake: "stock.intake",
  dead: "stock.dead",
  deadReports: "stock.dead.reports",
  log: "stock.log",
  inUnrouted: "stock.in.unrouted",
  outUnrouted: "stock.out.unrouted",
  /** Of releases before there were lanes. */
  formerInbound: "stock.inbound",
} as const;

/** How the queues of all lanes begin. */
export const LANE_QUEUES = LANES.queue;

export function laneQueue(lane: number): string {
  return `${LANES.queue}${lane}`;
}

/** Everything the broker holds while there are so many lanes. */
export function topologyOf(partitions: number): Topology {
  const lanes = Array.from({ length: partitions }, (_, lane) => lane);
  return {
    exchanges: FIXED.exchanges,
    queues: [
      ...FIXED.queues,
      ...lanes.map((lane) => ({
        name: laneQueue(lane),
        durable: true,
        arguments: LANES.arguments,
      })),
    ],
    bindings: [
      ...FIXED.bindings,
      ...lanes.map((lane) => ({
        exchange: LANES.exchange,
        queue: laneQueue(lane),
        routingKey: String(lane),
      })),
    ],
  };
}
