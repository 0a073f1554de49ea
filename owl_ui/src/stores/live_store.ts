import { reactive } from "@odoo/owl";
import { isNewer } from "../lib/changes";
import { parseTime } from "../lib/format";

/** Older figures wear a badge: the backstop should have renewed them. */
export const STALE_MS = 10_000;

export type Freshness = "loading" | "fresh" | "stale" | "offline";

/** How current the page is: what it has read, and whether hints reach it. */
export class LiveStore {
  /** Hints arrive. Assumed until the bus says otherwise. */
  connected = true;
  /** The last read failed, with the reason to show. */
  failure: string | null = null;
  /** Client clock of the current render, renewed each second. */
  now = Date.now();
  /** Highest event number the figures cover. */
  head = "0";
  /** Client clock when the figures were read; null before the first. */
  private readAt: number | null = null;
  /** Server clock minus client clock. */
  private skewMs = 0;

  /** Whether a hint announces something the figures do not show yet. */
  isNews(head: string): boolean {
    return isNewer(head, this.head);
  }

  recordRead(at: string, head: string, now: number): void {
    this.now = now;
    this.readAt = now;
    this.skewMs = parseTime(at) - now;
    this.failure = null;
    if (isNewer(head, this.head)) this.head = head;
  }

  recordFailure(reason: string): void {
    this.failure = reason;
  }

  setConnected(connected: boolean): void {
    this.connected = connected;
  }

  tick(now: number): void {
    this.now = now;
  }

  /** Age of the figures in milliseconds; null before the first read. */
  get figuresAge(): number | null {
    return this.readAt === null ? null : Math.max(0, this.now - this.readAt);
  }

  /** The server's clock, for the age of what the server has stamped. */
  get serverNow(): number {
    return this.now + this.skewMs;
  }

  get freshness(): Freshness {
    const age = this.figuresAge;
    if (age === null) return this.failure ? "offline" : "loading";
    if (!this.connected) return "offline";
    return age > STALE_MS ? "stale" : "fresh";
  }
}

export function createLiveStore(): LiveStore {
  return reactive(new LiveStore());
}
