import type { Board } from "../src/types/board";

export function board(values: Partial<Board> = {}): Board {
  return {
    at: "2026-11-24T10:00:00.000Z",
    since: "2026-11-24 09:55:00",
    until: "2026-11-24 10:00:00",
    attention: { count: 0, severities: {}, orders: 0, events: 0, value: "" },
    drift: { count: 0, compared: 40, days: [0, 0, 2, 0] },
    refused_hours: [0, 1, 0],
    flow: {
      partners: { count: 2, received: 30, last_at: "2026-11-24T09:59:48.000Z" },
      broker: {
        known: true,
        ok: true,
        reason: "",
        inbound: 4,
        dead: 0,
        queues: 5,
        samples: [0, 9, 4],
      },
      sidecars: { count: 1, alive: 1, last_at: "2026-11-24T09:59:58.000Z" },
      odoo: { applied: 28, recorded: 60, published: 60, published_at: "2026-11-24T09:59:59.000Z" },
      subscribers: { count: 2, failing: 0 },
      minutes: 5,
    },
    matrix: { 1: { available: { rows: 38, quantity: 4210 }, damaged: { rows: 2, quantity: 7 } } },
    ...values,
  };
}
