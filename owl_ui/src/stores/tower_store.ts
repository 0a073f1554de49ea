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
  private readonly api: OverviewApi;

  constructor(api: OverviewApi) {
    this.api = markRaw(api);
    this.live = createLiveStore();
    this.stock = createStockStore(api);
    this.feed = createFeedStore();
  }

  /**
   * Reads everything anew. Never throws: a failed read shows as stale.
   * @param beside what is read in the same go; it fails with it
   */
  async refresh(beside: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const question = this.stock.questionId;
    try {
      const [snapshot] = await Promise.all([
        this.api.snapshot(this.stock.request, this.feed.cursor, FEED_LIMIT),
        beside(),
      ]);
      this.accept(snapshot, question);
      // The page is there; what is summed over all stock follows.
      await this.stock.refreshTotals();
    } catch (error) {
      this.live.recordFailure(reasonOf(error));
    }
  }

  tick(now: number): void {
    this.live.tick(now);
    this.stock.tick(now);
  }

  private accept(snapshot: Snapshot, question: number): void {
    const now = Date.now();
    this.live.recordRead(snapshot.at, snapshot.head, now);
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
