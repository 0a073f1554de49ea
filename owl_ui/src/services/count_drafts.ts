import type { CountLine } from "../lib/counting";

/** Counts begun on this device and not posted: a tablet that sleeps loses nothing. */
const DRAFTS = "stock_control_tower.floor_counts";
/** The next shift begins anew. */
const KEPT_MS = 12 * 3_600_000;

type Drafts = Record<string, { at: number; lines: CountLine[] }>;

export function keptCounts(locationId: number, now = Date.now()): CountLine[] {
  return read(now)[locationId]?.lines ?? [];
}

/** @param lines those begun; none: there is nothing to keep */
export function keepCounts(locationId: number, lines: CountLine[], now = Date.now()): void {
  const { [String(locationId)]: _old, ...drafts } = read(now);
  const begun = lines.map((line) => ({ ...line, busy: false }));
  const all = begun.length ? { ...drafts, [locationId]: { at: now, lines: begun } } : drafts;
  localStorage.setItem(DRAFTS, JSON.stringify(all));
}

function read(now: number): Drafts {
  try {
    const drafts = JSON.parse(localStorage.getItem(DRAFTS) ?? "{}") as Drafts;
    return Object.fromEntries(Object.entries(drafts).filter(([, one]) => now - one.at < KEPT_MS));
  } catch {
    return {};
  }
}
