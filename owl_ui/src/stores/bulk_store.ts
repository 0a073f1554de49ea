import { markRaw, reactive } from "@odoo/owl";
import { reasonOf } from "../lib/errors";
import type { ExceptionsApi } from "../services/exceptions_api";
import type { Bulk, Chosen } from "../types/exceptions";

/** Often enough to see it move, seldom enough not to slow it down. */
const LOOK_MS = 1_000;

/** One bulk action in view: planned, running, or done. */
export class BulkStore {
  bulk: Bulk | null = null;
  /** The server works on the plan or an answer. */
  busy = false;
  failure: string | null = null;
  private readonly api: ExceptionsApi;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: ExceptionsApi) {
    this.api = markRaw(api);
  }

  get shown(): boolean {
    return this.busy || this.bulk !== null || this.failure !== null;
  }

  plan(action: "retry" | "discard", chosen: Chosen): Promise<void> {
    this.bulk = null;
    return this.ask(() => this.api.plan(action, chosen));
  }

  begin(reason: string): Promise<void> {
    return this.ask((id) => this.api.begin(id, reason));
  }

  stop(): Promise<void> {
    return this.ask((id) => this.api.stop(id));
  }

  undo(): Promise<void> {
    return this.ask((id) => this.api.undoBulk(id));
  }

  /** Takes it out of view; what runs goes on. */
  close(): void {
    clearTimeout(this.timer);
    this.bulk = this.failure = null;
    this.busy = false;
  }

  private async ask(question: (id: number) => Promise<Bulk>): Promise<void> {
    clearTimeout(this.timer);
    this.busy = true;
    this.failure = null;
    try {
      this.bulk = markRaw(await question(this.bulk?.id ?? 0));
    } catch (error) {
      this.failure = reasonOf(error);
    }
    this.busy = false;
    this.watch();
  }

  private watch(): void {
    const { bulk } = this;
    if (bulk?.state !== "running") return;
    this.timer = setTimeout(() => void this.look(bulk.id), LOOK_MS);
  }

  private async look(id: number): Promise<void> {
    try {
      const bulk = await this.api.bulk(id);
      if (id !== this.bulk?.id) return;
      this.bulk = markRaw(bulk);
      this.failure = null;
    } catch (error) {
      this.failure = reasonOf(error);
    }
    this.watch();
  }
}

export function createBulkStore(api: ExceptionsApi): BulkStore {
  return reactive(new BulkStore(api));
}
