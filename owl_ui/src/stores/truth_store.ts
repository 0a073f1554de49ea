import { markRaw, reactive } from "@odoo/owl";
import { reasonOf } from "../lib/errors";
import { sameFigures } from "../lib/figures";
import type { TruthApi, TruthQuery } from "../services/truth_api";
import type { Domain, Key, Outline, Position, PositionPage } from "../types/truth";

/** A changed row stays marked this long. */
const MARKED_MS = 4_000;
/** Blocks this far from what is in view are forgotten. */
const KEPT_BLOCKS = 12;

interface Block {
  start: number;
  end: number;
  after: Key | null;
  last: Key;
}

export function positionKey({ product_id: product, warehouse_id: warehouse }: Position): string {
  return `${product}:${warehouse ?? 0}`;
}

/**
 * The list of positions: the first rows at once, then how long the list is and where its
 * blocks end, then the blocks that come into view. What is read anew replaces figures in
 * place; rows that come or go wait until the user asks, so that nothing jumps.
 */
export class TruthStore {
  rows: ReadonlyMap<number, Position> = markRaw(new Map());
  /** Rows of the list; null while it is counted. */
  count: number | null = null;
  products = 0;
  /** Nothing has been read yet for this question. */
  loading = true;
  failure: string | null = null;
  /** Rows that came or went since the list was read. */
  drift = 0;
  /** The user has the pointer over the rows, or has scrolled. */
  reading = false;
  marked: ReadonlyMap<string, number> = markRaw(new Map());
  query: TruthQuery = { domain: [], until: null };
  head = "0";
  at = "";
  private blocks: Block[] = [];
  private view: [number, number] = [0, 0];
  private generation = 0;
  /** Numbers of blocks that are being read, and of those whose rows are here. */
  private readonly pending = new Set<number>();
  private readonly held = new Set<number>();
  private readonly api: TruthApi;

  constructor(api: TruthApi) {
    this.api = markRaw(api);
  }

  /** How many rows to draw: what is known so far while the list is counted. */
  get length(): number {
    return this.count ?? this.rows.size;
  }

  /** Asks a new question; an answer to an older one is dropped. */
  async ask(domain: Domain, until: string | null): Promise<void> {
    this.query = markRaw({ domain, until });
    const question = ++this.generation;
    this.loading = true;
    this.drift = 0;
    this.pending.clear();
    this.held.clear();
    try {
      if (until === null) {
        const page = await this.api.firstPage(this.query);
        if (question !== this.generation) return;
        this.begin(page);
        if (!page.next) return this.close(page.rows);
      }
      const outline = await this.api.outline(this.query);
      if (question !== this.generation) return;
      this.acceptOutline(outline, until !== null);
      await this.showRows(...this.view);
    } catch (error) {
      if (question === this.generation) this.fail(error);
    }
  }

  /** The user sees rows `first` to `last`. */
  async showRows(first: number, last: number): Promise<void> {
    this.view = [first, last];
    const missing = this.blocksInView().filter(
      ([number]) => !this.pending.has(number) && !this.held.has(number),
    );
    await Promise.all(missing.map(([number]) => this.readBlock(number)));
  }

  /** Reads what is in view anew; the past does not change. */
  async refresh(): Promise<void> {
    if (this.query.until !== null) return;
    if (this.count === null) {
      // The first read failed, in a cut: it is the one to be made again.
      if (this.failure) await this.ask(this.query.domain, null);
      return;
    }
    const question = this.generation;
    const blocks = this.blocksInView().map(([, block]) => block);
    const [first] = blocks;
    const last = blocks.at(-1);
    try {
      const pages = await Promise.all(
        this.blocks.length
          ? blocks.map(({ after, last }) => this.api.block(this.query, after, last))
          : [this.api.firstPage(this.query)],
      );
      if (question !== this.generation) return;
      this.renew(pages, first?.start ?? 0, last?.end ?? this.rows.size);
    } catch (error) {
      if (question === this.generation) this.fail(error);
    }
  }

  /** Puts rows where they belong now. */
  async showDrift(): Promise<void> {
    await this.ask(this.query.domain, this.query.until);
  }

  setReading(reading: boolean): void {
    this.reading = reading;
  }

  tick(now: number): void {
    const fresh = [...this.marked].filter(([, at]) => now - at < MARKED_MS);
    if (fresh.length !== this.marked.size) this.marked = markRaw(new Map(fresh));
  }

  private begin(page: PositionPage): void {
    this.stamp(page);
    this.rows = markRaw(new Map(page.rows.map((row, index) => [index, markRaw(row)])));
    this.marked = markRaw(new Map());
    this.count = null;
    this.blocks = [];
    this.loading = false;
    this.failure = null;
  }

  /** The first page is the whole list. */
  private close(rows: Position[]): void {
    this.count = rows.length;
    this.products = new Set(rows.map(({ product_id: id }) => id)).size;
  }

  private acceptOutline({ count, products, blocks }: Outline, fresh: boolean): void {
    if (fresh) this.rows = markRaw(new Map());
    this.loading = false;
    this.failure = null;
    this.count = count;
    this.products = products;
    this.held.clear();
    let start = 0;
    let after: Key | null = null;
    this.blocks = markRaw(
      blocks.map(([code, id, end]) => {
        const block = { start, end, after, last: [code, id] as Key };
        start = end;
        after = block.last;
        return block;
      }),
    );
  }

  private async readBlock(number: number): Promise<void> {
    const block = this.blocks[number];
    if (!block) return;
    const question = this.generation;
    this.pending.add(number);
    try {
      const page = await this.api.block(this.query, block.after, block.last);
      if (question !== this.generation) return;
      this.stamp(page);
      const rows = this.forgetFar(number);
      const size = block.end - block.start;
      page.rows.slice(0, size).forEach((row, index) => rows.set(block.start + index, markRaw(row)));
      if (page.rows.length !== size) this.drift += Math.abs(page.rows.length - size);
      this.held.add(number);
      this.rows = markRaw(rows);
      this.failure = null;
    } catch (error) {
      if (question === this.generation) this.fail(error);
    } finally {
      if (question === this.generation) this.pending.delete(number);
    }
  }

  /** The rows without those far from a block. */
  private forgetFar(number: number): Map<number, Position> {
    for (const other of this.held) {
      if (Math.abs(other - number) > KEPT_BLOCKS) this.held.delete(other);
    }
    const first = this.blocks[Math.max(0, number - KEPT_BLOCKS)]?.start ?? 0;
    const last = this.blocks[number + KEPT_BLOCKS]?.end ?? Infinity;
    return new Map([...this.rows].filter(([index]) => index >= first && index < last));
  }

  private renew(pages: PositionPage[], start: number, end: number): void {
    for (const page of pages) this.stamp(page);
    this.failure = null;
    const now = Date.now();
    const read = new Map(pages.flatMap(({ rows }) => rows).map((row) => [positionKey(row), row]));
    const rows = new Map(this.rows);
    const marked = new Map(this.marked);
    let gone = 0;
    for (const [index, before] of this.rows) {
      if (index < start || index >= end) continue;
      const key = positionKey(before);
      const after = read.get(key);
      read.delete(key);
      if (!after) gone += 1;
      else if (!sameFigures(before, after)) {
        rows.set(index, markRaw(after));
        marked.set(key, now);
      }
    }
    this.rows = markRaw(rows);
    this.marked = markRaw(marked);
    this.drift = gone + read.size;
    if (this.drift && !this.reading) void this.showDrift();
  }

  private blocksInView(): [number, Block][] {
    const [first, last] = this.view;
    return [...this.blocks.entries()].filter(
      ([, block]) => block.end > first && block.start <= last,
    );
  }

  private stamp({ at, head }: PositionPage): void {
    this.at = at;
    this.head = head;
  }

  private fail(error: unknown): void {
    this.loading = false;
    this.failure = reasonOf(error);
  }
}

export function createTruthStore(api: TruthApi): TruthStore {
  return reactive(new TruthStore(api));
}
