import { markRaw, reactive } from "@odoo/owl";
import { changedCells, sameRow } from "../lib/changes";
import { Seldom } from "../lib/seldom";
import type { OverviewApi } from "../services/overview_api";
import type { StockFilter, StockPage, StockRequest, StockRow, Totals } from "../types/overview";

/** Rows read beyond the visible ones, above and below. */
const MARGIN = 30;
/** The server refuses more rows in one page. */
const MAX_ROWS = 200;
/** The whole list is counted and summed no more often than this; rows are read twice a second. */
const TOTALS_MS = 5_000;
/** A changed figure stays marked this long. */
const MARKED_MS = 4_000;

export interface StockQuery {
  search: string;
  warehouseIds: number[];
  onlyWithStock: boolean;
}

/**
 * The products × warehouses grid: a window of rows over a list the server
 * orders. Values are replaced, never changed in place, so that components see
 * new props.
 */
export class StockStore {
  query: StockQuery = { search: "", warehouseIds: [], onlyWithStock: false };
  count: number | null = null;
  /** Null while they are not read. */
  totals: Totals | null = null;
  /** By position in the whole list; holes are not read yet. */
  rows: ReadonlyMap<number, StockRow> = markRaw(new Map());
  /** Cells that changed a moment ago, by cell key. */
  marked: ReadonlyMap<string, number> = markRaw(new Map());
  private offset = 0;
  private limit = 100;
  private generation = 0;
  /** The question that `count` answers. */
  private counted = -1;
  private readonly seldom = markRaw(new Seldom(TOTALS_MS));
  private readonly api: OverviewApi;

  constructor(api: OverviewApi) {
    this.api = markRaw(api);
  }

  get request(): StockRequest {
    return {
      offset: this.offset,
      limit: this.limit,
      ...this.filter,
      count: this.counted !== this.generation,
    };
  }

  /** Names the question asked; an answer to an older question is dropped. */
  get questionId(): number {
    return this.generation;
  }

  async setQuery(change: Partial<StockQuery>): Promise<void> {
    this.query = { ...this.query, ...change };
    this.generation += 1;
    this.offset = 0;
    this.seldom.reset();
    await this.read(true);
    await this.refreshTotals();
  }

  /** Counts and sums the whole list again, when that was a while ago. */
  refreshTotals(): Promise<void> {
    const question = this.generation;
    return this.seldom.run(async () => {
      const { count, totals } = await this.api.stockTotals(this.filter);
      if (question !== this.generation) return;
      this.totals = markRaw(totals);
      if (count !== this.count) this.recount(count);
    });
  }

  /** The user sees rows `first` to `last`. */
  async showRows(first: number, last: number): Promise<void> {
    if (this.covers(first, last)) return;
    this.offset = Math.max(0, first - MARGIN);
    this.limit = Math.min(MAX_ROWS, last - this.offset + 1 + MARGIN);
    await this.read(false);
  }

  /** Takes an answer in; `question` tells which question it answers. */
  accept(page: StockPage, question: number, now: number): void {
    if (question !== this.generation) return;
    const sameList = page.count === null || page.count === this.count;
    if (page.count !== null) {
      this.count = page.count;
      this.counted = question;
    }
    const rows = new Map(sameList ? this.rows : []);
    const changed: string[] = [];
    const known = new Map([...this.rows.values()].map((row) => [row.id, row]));
    page.rows.forEach((row, index) => {
      const before = known.get(row.id);
      if (before) changed.push(...changedCells(before, row));
      // The same object, so that its row is not drawn again.
      rows.set(page.offset + index, before && sameRow(before, row) ? before : markRaw(row));
    });
    this.rows = markRaw(rows);
    if (changed.length) {
      const marks = new Map(this.marked);
      for (const key of changed) marks.set(key, now);
      this.marked = markRaw(marks);
    }
  }

  /** Forgets marks that have been seen long enough. */
  tick(now: number): void {
    const fresh = [...this.marked].filter(([, at]) => now - at < MARKED_MS);
    if (fresh.length !== this.marked.size) this.marked = markRaw(new Map(fresh));
  }

  private async read(newQuestion: boolean): Promise<void> {
    const question = this.generation;
    const { offset, limit } = this;
    const page = await this.api.stockPage(this.request);
    if (question !== this.generation) return;
    if (newQuestion) {
      this.rows = markRaw(new Map());
      this.marked = markRaw(new Map());
      this.totals = null;
    } else if (offset !== this.offset || limit !== this.limit) {
      return;
    }
    this.accept(page, question, Date.now());
  }

  private get filter(): StockFilter {
    const { search, warehouseIds, onlyWithStock } = this.query;
    return { search, warehouse_ids: [...warehouseIds], only_with_stock: onlyWithStock };
  }

  /** Rows outside the window, which is renewed, may have other places now. */
  private recount(count: number): void {
    this.count = count;
    const end = this.offset + this.limit;
    const kept = [...this.rows].filter(([index]) => index >= this.offset && index < end);
    this.rows = markRaw(new Map(kept));
  }

  /** Periodic reads renew only the current window, so it must hold the view. */
  private covers(first: number, last: number): boolean {
    return first >= this.offset && last < this.offset + this.limit;
  }
}

export function createStockStore(api: OverviewApi): StockStore {
  return reactive(new StockStore(api));
}
