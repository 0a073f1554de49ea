import { markRaw, reactive } from "@odoo/owl";
import { reasonOf } from "../lib/errors";
import type { ConnectionsApi } from "../services/connections_api";
import type { ConnectionsPage, TestAnswer } from "../types/connections";
import { createLiveStore, type LiveStore } from "./live_store";

/** Who is connected, and what receivers said to the tests of this visit. */
export class ConnectionsStore {
  page: ConnectionsPage | null = null;
  /** By subscription id; null while the answer is awaited. */
  tests: ReadonlyMap<number, TestAnswer | null> = markRaw(new Map());
  readonly live: LiveStore;
  private readonly api: ConnectionsApi;

  constructor(api: ConnectionsApi) {
    this.api = markRaw(api);
    this.live = createLiveStore();
  }

  async refresh(): Promise<void> {
    try {
      const page = await this.api.page();
      this.live.recordRead(page.at, "0", Date.now());
      this.page = markRaw(page);
    } catch (error) {
      this.live.recordFailure(reasonOf(error));
    }
  }

  tick(now: number): void {
    this.live.tick(now);
  }

  async test(id: number): Promise<void> {
    if (this.tests.get(id) === null) return;
    this.note(id, null);
    try {
      this.note(id, await this.api.testSend(id));
    } catch (error) {
      this.note(id, { ok: false, status: 0, ms: 0, error: reasonOf(error) });
    }
  }

  private note(id: number, answer: TestAnswer | null): void {
    this.tests = markRaw(new Map(this.tests).set(id, answer));
  }
}

export function createConnectionsStore(api: ConnectionsApi): ConnectionsStore {
  return reactive(new ConnectionsStore(api));
}
