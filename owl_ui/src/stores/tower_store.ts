import { markRaw, reactive } from "@odoo/owl";
import { reasonOf } from "../lib/errors";
import type { OverviewApi } from "../services/overview_api";
import type { LagPoint, Snapshot, Summary, Warehouse } from "../types/overview";
import { FEED_LIMIT, createFeedStore, type FeedStore } from "./feed_store";
import { createLiveStore, type LiveStore } from "./live_store";
import { createStockStore, type StockStore } from "./stock_store";

/** The page's figures; one read of the server fills all of its parts. */
export class TowerStore {
  summary: Summary | null = null;
  lag: LagPoint[] = markRaw([]);
  warehouses: Warehouse[] = markRaw([]);
  decimals = 2;
  canConfigure = false;
  readonly live: LiveStore;
  readonly stock: StockStore;
  readonly feed: FeedStore;
  private slowFailure: string | null = null;
  private readonly api: OverviewApi;

  constructor(api: OverviewApi) {
    this.api = markRaw(api);
    this.live = createLiveStore();
    this.stock = createStockStore(api);
    this.feed = createFeedStore();
  }

  /**
   * Reads everything anew. Never throws: a failed read shows as stale.
   * @param beside what else the page shows and the rows do not wait for, save the first time
   */
  async refresh(beside: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const question = this.stock.questionId;
    const first = this.summary === null;
    const reading = this.api.snapshot(this.stock.request, this.feed.cursor, FEED_LIMIT);
    const slow = beside();
    slow.catch(() => undefined); // told by `follow`
    try {
      const [snapshot] = await Promise.all([reading, first ? slow : null]);
      this.accept(snapshot, question);
      void this.follow([slow, this.stock.refreshTotals()]);
    } catch (error) {
      this.live.recordFailure(reasonOf(error));
    }
  }

  tick(now: number): void {
    this.live.tick(now);
    this.stock.tick(now);
  }

  /** Its failure shows until it succeeds, whatever else is read meanwhile. */
  private async follow(slow: Promise<void>[]): Promise<void> {
    try {
      await Promise.all(slow);
      this.slowFailure = null;
    } catch (error) {
      this.slowFailure = reasonOf(error);
      this.live.recordFailure(this.slowFailure);
    }
  }

  private accept(snapshot: Snapshot, question: number): void {
    const now = Date.now();
    this.live.recordRead(snapshot.at, snapshot.head, now);
    if (this.slowFailure) this.live.recordFailure(this.slowFailure);
    this.summary = markRaw(snapshot.summary);
    this.lag = markRaw(snapshot.lag);
    this.decimals = snapshot.decimals;
    this.canConfigure = snapshot.can_configure;
    if (!sameWarehouses(this.warehouses, snapshot.warehouses)) {
      this.warehouses = markRaw(snapshot.warehouses);
    }
    this.stock.accept(snapshot.stock, question, now);
    this.feed.accept(snapshot.feed, snapshot.head);
  }
}

function sameWarehouses(left: Warehouse[], right: Warehouse[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

export function createTowerStore(api: OverviewApi): TowerStore {
  return reactive(new TowerStore(api));
}
