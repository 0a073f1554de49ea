import { markRaw, reactive } from "@odoo/owl";
import { isNewer } from "../lib/changes";
import type { FeedItem } from "../types/overview";

/** Kept on screen; older ones are in the list of events. */
const KEPT = 100;
/** Most events asked for in one read. */
export const FEED_LIMIT = 50;

/**
 * The live feed. New events appear at once while the user looks at the top;
 * while paused, scrolled down or pointed at, they wait behind a banner, so that
 * the list never jumps.
 */
export class FeedStore {
  items: readonly FeedItem[] = markRaw([]);
  held: readonly FeedItem[] = markRaw([]);
  /** The user pressed pause. */
  paused = false;
  /** The user reads: pointer over the list or scrolled away from the top. */
  reading = false;
  loaded = false;
  /** Number of the newest event looked at; not each of them is shown. */
  cursor = "0";
  /** Items newer than this came in live; they are softly marked. */
  openedAt = "0";

  get holding(): boolean {
    return this.paused || this.reading;
  }

  /**
   * @param items newest first, all newer than the cursor
   * @param head number of the newest event that was looked at for them
   */
  accept(items: FeedItem[], head: string): void {
    if (isNewer(head, this.cursor)) this.cursor = head;
    if (!this.loaded) this.openedAt = this.cursor;
    if (items.length) {
      if (this.holding && this.loaded) this.held = merge(items, this.held);
      else this.items = merge(items, this.items);
    }
    this.loaded = true;
  }

  /** Puts what waited on top. */
  release(): void {
    this.items = merge(this.held, this.items);
    this.held = markRaw([]);
  }

  togglePause(): void {
    this.paused = !this.paused;
    if (!this.holding) this.release();
  }

  setReading(reading: boolean): void {
    if (reading === this.reading) return;
    this.reading = reading;
    if (!this.holding) this.release();
  }
}

function merge(newer: readonly FeedItem[], older: readonly FeedItem[]): readonly FeedItem[] {
  return markRaw([...newer.map((item) => markRaw(item)), ...older].slice(0, KEPT));
}

export function createFeedStore(): FeedStore {
  return reactive(new FeedStore());
}
