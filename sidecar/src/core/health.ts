/** One part's word on itself; `ok` parts may still say something, such as being on standby. */
export interface PartHealth {
  readonly ok: boolean;
  /** What is the matter, with its remedy. */
  readonly reason?: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly { readonly part: string; readonly reason: string }[];
}

/** Ready = every part is; otherwise each part that is not says why. */
export function readiness(parts: Readonly<Record<string, PartHealth>>): Readiness {
  const reasons = Object.entries(parts)
    .filter(([, health]) => !health.ok)
    .map(([part, health]) => ({ part, reason: health.reason ?? "not ready" }));
  return { ready: reasons.length === 0, reasons };
}
