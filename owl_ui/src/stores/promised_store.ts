import { markRaw, reactive } from "@odoo/owl";
import type { TruthApi } from "../services/truth_api";
import type { Position } from "../types/truth";

/** What can be promised is read anew no more often than this. */
const FRESH_MS = 5_000;
/** Scrolling settles before anything is asked for. */
const SETTLE_MS = 120;

export interface PromisedFigure {
  now: number;
  overcommitted: number;
}

/** What can be promised of the rows in view; it follows the rows, a moment later. */
export class PromisedStore {
  figures: ReadonlyMap<string, PromisedFigure> = markRaw(new Map());
  private readonly readAt = new Map<number, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly api: TruthApi;

  constructor(api: TruthApi) {
    this.api = markRaw(api);
  }

  /** Asks for rows as soon as no others are asked for. */
  want(rows: readonly Position[], warehouseIds: number[]): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(rows, warehouseIds), SETTLE_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async read(rows: readonly Position[], warehouseIds: number[]): Promise<void> {
    const now = Date.now();
    const products = [...new Set(rows.map(({ product_id: id }) => id))].filter(
      (id) => now - (this.readAt.get(id) ?? -Infinity) > FRESH_MS,
    );
    if (!products.length) return;
    for (const id of products) this.readAt.set(id, now);
    try {
      const answer = await this.api.promised(products, warehouseIds);
      const figures = new Map(this.figures);
      for (const [product, warehouses] of Object.entries(answer)) {
        for (const [warehouse, { atp_now, overcommitted }] of Object.entries(warehouses)) {
          figures.set(`${product}:${warehouse}`, { now: atp_now, overcommitted });
        }
      }
      this.figures = markRaw(figures);
    } catch {
      // The column stays empty, and the next rows ask again.
      for (const id of products) this.readAt.delete(id);
    }
  }
}

export function createPromisedStore(api: TruthApi): PromisedStore {
  return reactive(new PromisedStore(api));
}
