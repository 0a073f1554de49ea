/**
 * The class of an error says what happens next:
 * Retryable = wait and do the same again, Rejected = set it aside and tell a person,
 * Conflict = somebody else was first: reload, then decide again, Fatal = stop the process.
 */
export abstract class TowerError extends Error {
  /** Stable machine word, also the label in metrics. */
  readonly code: string;
  /** What a person can do about it. */
  readonly remedy: string;

  constructor(code: string, message: string, remedy = "", cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.remedy = remedy;
  }
}

export class Retryable extends TowerError {
  /** Not sooner than this many milliseconds from now, when the other side said so. */
  readonly afterMs: number | undefined;

  constructor(
    code: string,
    message: string,
    more: { remedy?: string; cause?: unknown; afterMs?: number } = {},
  ) {
    super(code, message, more.remedy, more.cause);
    this.afterMs = more.afterMs;
  }
}

export class Rejected extends TowerError {}

export class Conflict extends TowerError {}

export class Fatal extends TowerError {}

/** The code of one of our errors, `unexpected` for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof TowerError ? error.code : "unexpected";
}

/** One line for logs and health reasons; never carries a stack. */
export function describe(error: unknown): string {
  if (error instanceof TowerError) {
    return error.remedy ? `${error.message} (${error.remedy})` : error.message;
  }
  return error instanceof Error ? error.message : String(error);
}
