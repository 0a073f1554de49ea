import { markRaw, reactive } from "@odoo/owl";
import { Seldom } from "../lib/seldom";
import type { BoardApi } from "../services/board_api";
import type { Board, Since } from "../types/board";

/** It looks at whole tables: seldom, however many hints come. */
const EVERY_MS = 5_000;

/** What the tower tells beside stock. */
export class BoardStore {
  board: Board | null = null;
  /** What happened since the user last looked; null when there is nothing to tell. */
  since: Since | null = null;
  private readonly seldom = markRaw(new Seldom(EVERY_MS));
  private readonly api: BoardApi;

  constructor(api: BoardApi) {
    this.api = markRaw(api);
  }

  /** @throws what the server says against it */
  refresh(): Promise<void> {
    return this.seldom.run(async () => {
      this.board = markRaw(await this.api.board());
    });
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
