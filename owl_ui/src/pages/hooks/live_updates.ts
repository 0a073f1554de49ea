import { onMounted, onWillUnmount } from "@odoo/owl";
import type { BusService } from "odoo-services";
import { Pacer, type Clock } from "../../lib/pacer";
import { listenToHints, type Hint } from "../../services/live_hints";
import type { LiveStore } from "../../stores/live_store";

/** A store that a page keeps current. */
export interface LivePage {
  readonly live: LiveStore;
  /** Reads everything anew. Never throws: a failed read shows as stale. */
  refresh(): Promise<void>;
  /** Each second, with the client's clock. */
  tick(now: number): void;
}

/** At most two repaints a second, however many events arrive. */
const SPACING_MS = 500;
/** Hints may be lost; below 10 s, so that healthy figures never look stale. */
const BACKSTOP_MS = 9_000;
/**
 * While hints do not come or reads fail. Odoo's bus tries again after up to a minute; the page is right
 * again within three seconds of the end of a cut.
 */
const CUT_OFF_MS = 2_000;

const browserClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => window.setTimeout(callback, ms),
  clearTimeout: (timer) => window.clearTimeout(timer as number),
};

/**
 * Keeps a store current while the component is on screen: by hints, with a
 * periodic read as backstop, at a quicker pace while hints cannot come; a hidden tab rests.
 *
 * Listening starts before the first read, so nothing falls between the two; the
 * bus repeats up to 50 s of old hints on connecting, and those announce nothing
 * that the figures do not hold already.
 */
export function useLiveUpdates(
  store: LivePage,
  bus: BusService,
  hints: Hint[] = ["changed"],
): { refresh(): void } {
  const pacer = new Pacer(() => store.refresh(), {
    spacingMs: SPACING_MS,
    backstopMs: () => (store.live.connected && !store.live.failure ? BACKSTOP_MS : CUT_OFF_MS),
    clock: browserClock,
  });
  const onVisibility = () => (document.hidden ? pacer.pause() : pacer.resume());
  /** The browser had frozen the tab; it is seen before its timers go on. */
  const onThaw = () => pacer.ask();
  let stopListening: () => void;
  let ticking: number;

  onMounted(() => {
    stopListening = listenToHints(bus, hints, {
      onHint: (head) => (!head || store.live.isNews(head)) && pacer.ask(),
      onConnected: (connected) => {
        store.live.setConnected(connected);
        pacer.ask();
      },
    });
    document.addEventListener("visibilitychange", onVisibility);
    document.addEventListener("resume", onThaw);
    ticking = window.setInterval(() => {
      if (!document.hidden) store.tick(Date.now());
    }, 1_000);
    if (!document.hidden) pacer.resume();
  });
  onWillUnmount(() => {
    pacer.pause();
    stopListening();
    document.removeEventListener("visibilitychange", onVisibility);
    document.removeEventListener("resume", onThaw);
    window.clearInterval(ticking);
  });
  return { refresh: () => pacer.ask() };
}
