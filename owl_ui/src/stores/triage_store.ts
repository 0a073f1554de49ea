import { markRaw, reactive } from "@odoo/owl";
import { reasonOf } from "../lib/errors";
import { ALL } from "../lib/triage";
import type { ExceptionsApi } from "../services/exceptions_api";
import type { Chosen, ExceptionRow, InboxPage, InboxQuery } from "../types/exceptions";
import { createLiveStore, type LiveStore } from "./live_store";

/** Rows asked for at first, and more each time the end comes into view. */
const PAGE = 60;
const MAX_ROWS = 500;

/**
 * The inbox. Rows on screen keep their place while the user works in the list:
 * their figures are renewed where they are, what is new waits behind a banner.
 */
export class TriageStore {
  query: InboxQuery = { ...ALL };
  page: InboxPage | null = null;
  rows: readonly ExceptionRow[] = markRaw([]);
  /** Rows on screen that the query does not show any more, by id. */
  left: ReadonlySet<number> = markRaw(new Set());
  /** Number of rows that would be new on screen. */
  unseen = 0;
  selected: ReadonlySet<number> = markRaw(new Set());
  /** All rows of the query are chosen, those not on screen as well. */
  allSelected = false;
  /** Where the keyboard is. */
  cursorId: number | null = null;
  /** The user points at the list or works in it: nothing may jump. */
  busy = false;
  readonly live: LiveStore;
  private limit = PAGE;
  private generation = 0;
  private readonly api: ExceptionsApi;

  constructor(api: ExceptionsApi) {
    this.api = markRaw(api);
    this.live = createLiveStore();
  }

  async setQuery(change: Partial<InboxQuery>): Promise<void> {
    this.query = { ...this.query, ...change };
    this.limit = PAGE;
    this.clearSelection();
    this.cursorId = null;
    this.generation += 1;
    await this.read(true);
  }

  /** Reads anew; the rows stay where they are while the user works in the list. */
  async refresh(): Promise<void> {
    await this.read(false);
  }

  /** Puts everything in its present order. */
  async showUnseen(): Promise<void> {
    await this.read(true);
  }

  /** The end of the list is in view. */
  async showMore(): Promise<void> {
    if (!this.page || this.rows.length >= Math.min(this.page.count, MAX_ROWS)) return;
    if (this.limit > this.rows.length) return;
    this.limit = Math.min(MAX_ROWS, this.limit + PAGE);
    await this.read(true);
  }

  setBusy(busy: boolean): void {
    this.busy = busy;
  }

  tick(now: number): void {
    this.live.tick(now);
  }

  // selection

  toggle(id: number): void {
    const selected = new Set(this.selected);
    if (!selected.delete(id)) selected.add(id);
    this.selected = markRaw(selected);
    this.allSelected = false;
  }

  /** Chooses the rows on screen; done once more, all that the query shows. */
  selectAll(): void {
    const onScreen = this.rows.filter(({ id }) => !this.left.has(id)).map(({ id }) => id);
    const again = onScreen.length > 0 && onScreen.every((id) => this.selected.has(id));
    this.selected = markRaw(new Set(onScreen));
    this.allSelected = again || onScreen.length === this.page?.count;
  }

  clearSelection(): void {
    this.selected = markRaw(new Set());
    this.allSelected = false;
  }

  get selectedCount(): number {
    return this.allSelected ? (this.page?.count ?? 0) : this.selected.size;
  }

  /** What an action is about: the selection, else the row of the keyboard. */
  get chosen(): Chosen | null {
    if (this.allSelected) return { query: { ...this.query } };
    if (this.selected.size) return { ids: [...this.selected] };
    return this.cursorId === null ? null : { ids: [this.cursorId] };
  }

  // keyboard

  /** Moves by rows; returns the row it is on. */
  move(step: number): number | null {
    const at = this.rows.findIndex(({ id }) => id === this.cursorId);
    const next = at < 0 ? (step > 0 ? 0 : this.rows.length - 1) : at + step;
    const row = this.rows[Math.max(0, Math.min(next, this.rows.length - 1))];
    this.cursorId = row?.id ?? null;
    return this.cursorId;
  }

  setCursor(id: number | null): void {
    this.cursorId = id;
  }

  private async read(reorder: boolean): Promise<void> {
    const question = this.generation;
    try {
      const shown = this.rows.map(({ id }) => id);
      const page = await this.api.page({ ...this.query }, this.limit, shown);
      if (question === this.generation) this.accept(page, reorder || !this.busy);
    } catch (error) {
      this.live.recordFailure(reasonOf(error));
    }
  }

  private accept(page: InboxPage, reorder: boolean): void {
    this.live.recordRead(page.at, "0", Date.now());
    this.page = markRaw(page);
    if (reorder || !this.rows.length) {
      this.rows = markRaw(page.rows.map((row) => markRaw(row)));
      this.left = markRaw(new Set());
      this.unseen = 0;
    } else {
      const fresh = new Map([...page.others, ...page.rows].map((row) => [row.id, row]));
      const known = new Set(this.rows.map(({ id }) => id));
      this.rows = markRaw(this.rows.map((row) => markRaw(fresh.get(row.id) ?? row)));
      const inQuery = new Set(page.rows.map(({ id }) => id));
      this.left = markRaw(new Set([...known].filter((id) => !inQuery.has(id))));
      this.unseen = page.rows.filter(({ id }) => !known.has(id)).length;
    }
    const ids = new Set(this.rows.map(({ id }) => id));
    if ([...this.selected].some((id) => !ids.has(id))) {
      this.selected = markRaw(new Set([...this.selected].filter((id) => ids.has(id))));
    }
  }
}

export function createTriageStore(api: ExceptionsApi): TriageStore {
  return reactive(new TriageStore(api));
}
