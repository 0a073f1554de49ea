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

/** The broker's objects as the contract states them. */
export const TOPOLOGY: Topology = CONTRACT;

/** The contract's numbers: bytes and depth of an event, sizes of batch, prefetch and window. */
export const LIMITS = CONTRACT.limits;
export const MESSAGE = CONTRACT.message;

export const EXCHANGES = { in: "stock.in", out: "stock.out", dead: "stock.dead" } as const;

export const QUEUES = {
  inbound: "stock.inbound",
  dead: "stock.dead",
  log: "stock.log",
  inUnrouted: "stock.in.unrouted",
  outUnrouted: "stock.out.unrouted",
} as const;
