/** `baseMs` doubles with each attempt until `capMs`. */
export interface BackoffPolicy {
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * Reconnects: 0.25 s, 0.5 s … 10 s. A broker that restarts is back within seconds, and
 * ten seconds is what an operator is willing to wait after it came back.
 */
export const RECONNECT: BackoffPolicy = { baseMs: 250, capMs: 10_000 };

/** Calls to Odoo: 0.5 s … 30 s; also the pace of an event held back for another attempt. */
export const CALL: BackoffPolicy = { baseMs: 500, capMs: 30_000 };

/**
 * Wait before attempt `attempt` (1 = the first repeat), in milliseconds: half fixed, half
 * random, so that many sidecars do not come back in step and none comes back at once.
 */
export function backoffMs(
  attempt: number,
  policy: BackoffPolicy,
  random: () => number = Math.random,
): number {
  const exponent = Math.min(Math.max(attempt, 1) - 1, 30);
  const ceiling = Math.min(policy.capMs, policy.baseMs * 2 ** exponent);
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}
