import { markRaw, reactive } from "@odoo/owl";
import { reasonOf } from "../lib/errors";
import type { TrailApi } from "../services/trail_api";
import type { Direction, EventDetail } from "../types/trail";

export const EVENT_TABS = ["effect", "payload", "attempts", "trace"] as const;
export type EventTab = (typeof EVENT_TABS)[number];

/** One event looked into. */
export class EventStore {
  key: { direction: Direction; id: number } | null = null;
  tab: EventTab = "effect";
  detail: EventDetail | null = null;
  failure: string | null = null;
  private readonly api: TrailApi;

  constructor(api: TrailApi) {
    this.api = markRaw(api);
  }

  async open(direction: Direction, id: number): Promise<void> {
    if (this.key?.direction === direction && this.key.id === id && this.detail) return;
    this.key = { direction, id };
    this.detail = null;
    this.failure = null;
    try {
      const detail = await this.api.detail(direction, id);
      if (this.isOpen(direction, id)) this.detail = markRaw(detail);
    } catch (error) {
      if (this.isOpen(direction, id)) this.failure = reasonOf(error);
    }
  }

  close(): void {
    this.key = null;
    this.detail = null;
    this.failure = null;
  }

  private isOpen(direction: Direction, id: number): boolean {
    return this.key?.direction === direction && this.key.id === id;
  }
}

export function createEventStore(api: TrailApi): EventStore {
  return reactive(new EventStore(api));
}
