import { markRaw, reactive } from "@odoo/owl";
import { reasonOf } from "../lib/errors";
import type { TrailApi } from "../services/trail_api";
import type { Positions, TrailLine } from "../types/trail";
import type { Domain } from "../types/truth";
import { createLiveStore, type LiveStore } from "./live_store";

/** More than this is not held for showing: the list is read anew instead. */
const MOST_HELD = 500;

export const lineKey = ({ direction, id }: TrailLine): string => `${direction}-${id}`;

/**
 * Both logs as one list, newest first. What comes in waits behind a banner while the
 * user has paused it, points at it or has scrolled; so the list never jumps.
 */
export class TrailStore {
  rows: readonly TrailLine[] = markRaw([]);
  held: readonly TrailLine[] = markRaw([]);
  /** More came than was held; showing them reads the list anew. */
  overflow = false;
  count: number | null = null;
  /** There are at least `count` of them. */
  countMore = false;
  loading = true;
  readingMore = false;
  /** A search for what is rare has looked back to this time. */
  lookedBackTo: string | null = null;
  paused = false;
  reading = false;
  /** The list ends at a moment in the past: nothing new belongs to it. */
  until: string | null = null;
  readonly live: LiveStore;
  private next: Positions | null = null;
  private newest: Required<Positions> = { in: "0", out: "0" };
  private domain: Domain = [];
  private generation = 0;
  private readonly api: TrailApi;

  constructor(api: TrailApi) {
    this.api = markRaw(api);
    this.live = createLiveStore();
  }

  get holding(): boolean {
    return this.paused || this.reading;
  }

  get more(): boolean {
    return this.next !== null;
  }

  async ask(domain: Domain, until: string | null): Promise<void> {
    const question = ++this.generation;
    this.domain = markRaw(domain);
    this.until = until;
    this.loading = true;
    this.readingMore = false;
    this.count = null;
    this.held = markRaw([]);
    this.overflow = false;
    try {
      const before = until === null ? null : await this.api.atMoment(until);
      if (question !== this.generation) return;
      await this.read(before, question, []);
      if (until === null) void this.countAll(question);
    } catch (error) {
      if (question === this.generation) this.live.recordFailure(reasonOf(error));
    } finally {
      if (question === this.generation) this.loading = false;
    }
  }

  /** Goes on where the list ends. */
  async showMore(): Promise<void> {
    const { next, generation } = this;
    if (!next || this.loading || this.readingMore) return;
    this.readingMore = true;
    try {
      await this.read(next, generation, this.rows);
    } catch (error) {
      if (generation === this.generation) this.live.recordFailure(reasonOf(error));
    } finally {
      if (generation === this.generation) this.readingMore = false;
    }
  }

  /** Reads what is new. Never throws: a failed read shows as stale. */
  async refresh(): Promise<void> {
    if (this.loading || this.until !== null) return;
    const { generation } = this;
    try {
      const page = await this.api.newer(this.domain, this.newest);
      if (generation !== this.generation) return;
      this.live.recordRead(page.at, page.head, Date.now());
      this.newest = markRaw(page.newest);
      this.accept(page.rows, page.more);
    } catch (error) {
      if (generation === this.generation) this.live.recordFailure(reasonOf(error));
    }
  }

  /** Puts what waited on top. */
  release(): void {
    if (this.overflow) {
      void this.ask(this.domain, null);
      return;
    }
    this.rows = markRaw([...this.held, ...this.rows]);
    this.held = markRaw([]);
  }

  togglePause(): void {
    this.paused = !this.paused;
    if (!this.holding) this.release();
  }

  setReading(reading: boolean): void {
    if (reading === this.reading) return;
    this.reading = reading;
    if (!this.holding && (this.held.length || this.overflow)) this.release();
  }

  tick(now: number): void {
    this.live.tick(now);
  }

  /** Reads until something is found, the end is reached or another question is asked. */
  private async read(
    before: Positions | null,
    question: number,
    above: readonly TrailLine[],
  ): Promise<void> {
    let from = before;
    for (;;) {
      const page = await this.api.page(this.domain, from);
      if (question !== this.generation) return;
      if (before === null && from === null) this.newest = markRaw(page.newest);
      this.live.recordRead(page.at, page.head, Date.now());
      this.next = page.next && markRaw(page.next);
      this.lookedBackTo = page.back_to;
      if (page.rows.length || !page.next) {
        this.rows = markRaw([...above, ...page.rows]);
        return;
      }
      if (!above.length) this.rows = markRaw([]);
      from = page.next;
    }
  }

  private accept(rows: readonly TrailLine[], more: boolean): void {
    if (!rows.length) return;
    if (this.count !== null) this.count += rows.length;
    if (more || this.held.length + rows.length > MOST_HELD) {
      this.overflow = true;
      this.held = markRaw([...rows, ...this.held].slice(0, MOST_HELD));
      if (!this.holding) this.release();
      return;
    }
    this.held = markRaw([...rows, ...this.held]);
    if (!this.holding) this.release();
  }

  private async countAll(question: number): Promise<void> {
    const { count, more } = await this.api.count(this.domain);
    if (question !== this.generation) return;
    this.count = count;
    this.countMore = more;
  }
}

export function createTrailStore(api: TrailApi): TrailStore {
  return reactive(new TrailStore(api));
}
