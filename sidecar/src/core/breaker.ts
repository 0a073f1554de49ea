import { backoffMs, type BackoffPolicy } from "./backoff.ts";

/**
 * Whether Odoo is called at all. Closed: yes. Open: not before `until`. Half open: one call tries
 * it for all, and the others wait for what comes of it.
 */
export type BreakerState =
  | { readonly name: "closed"; readonly failures: number }
  | { readonly name: "open"; readonly until: number; readonly opened: number }
  | { readonly name: "half_open"; readonly opened: number };

export const CLOSED: BreakerState = { name: "closed", failures: 0 };

/** Failures in a row, of all lanes together; fewer may be one worker that was restarted. */
const FAILURES_TO_OPEN = 5;
/** Ten seconds is what an operator is willing to wait after Odoo came back. */
const PAUSE: BackoffPolicy = { baseMs: 1_000, capMs: 10_000 };
/** How long those wait that come while one call tries. */
const PROBE_MS = 250;

export interface Admission {
  readonly state: BreakerState;
  /** Milliseconds to wait before asking again; 0 = call now. */
  readonly waitMs: number;
}

/** @param now milliseconds of any clock that only goes forward */
export function admit(state: BreakerState, now: number): Admission {
  if (state.name === "closed") return { state, waitMs: 0 };
  if (state.name === "half_open") return { state, waitMs: PROBE_MS };
  if (now < state.until) return { state, waitMs: state.until - now };
  return { state: { name: "half_open", opened: state.opened }, waitMs: 0 };
}

/** Odoo decided something, whatever it was. */
export function afterSuccess(): BreakerState {
  return CLOSED;
}

/** Odoo was not reached, or answered that it cannot work. */
export function afterFailure(
  state: BreakerState,
  now: number,
  random: () => number = Math.random,
): BreakerState {
  if (state.name === "open") return state;
  if (state.name === "half_open") return open(state.opened + 1, now, random);
  const failures = state.failures + 1;
  return failures < FAILURES_TO_OPEN ? { name: "closed", failures } : open(1, now, random);
}

/** Odoo answers, and nothing that it is given passes: a full disk, for example. */
export function trip(
  state: BreakerState,
  now: number,
  random: () => number = Math.random,
): BreakerState {
  if (state.name === "open") return state;
  return open(state.name === "half_open" ? state.opened + 1 : 1, now, random);
}

function open(opened: number, now: number, random: () => number): BreakerState {
  return { name: "open", opened, until: now + backoffMs(opened, PAUSE, random) };
}
