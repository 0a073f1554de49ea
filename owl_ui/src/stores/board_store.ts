import { markRaw, reactive } from "@odoo/owl";
import type { BoardApi } from "../services/board_api";
import type { Board, Since } from "../types/board";

/** It looks at whole tables: seldom, however many hints come. */
const EVERY_MS = 5_000;

/** What the tower tells beside stock. */
export class BoardStore {
  board: Board | null = null;
  /** What happened since the user last looked; null when there is nothing to tell. */
  since: Since | null = null;
  private readAt = -Infinity;
  private readonly api: BoardApi;

  constructor(api: BoardApi) {
    this.api = markRaw(api);
  }

  /** @throws what the server says against it */
  async refresh(now = Date.now()): Promise<void> {
    if (now - this.readAt < EVERY_MS) return;
    this.readAt = now;
    try {
      this.board = markRaw(await this.api.board());
    } catch (error) {
      this.readAt = -Infinity;
      throw error;
    }
  }

  /** @param moment when the user last looked; null: never before */
  async compare(moment: string | null): Promise<void> {
    if (!moment) return;
    const since = await this.api.since(moment);
    this.since = Object.keys(since.counts).length ? markRaw(since) : null;
  }

  dismissSince(): void {
    this.since = null;
  }
}

export function createBoardStore(api: BoardApi): BoardStore {
  return reactive(new BoardStore(api));
}
