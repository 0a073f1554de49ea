export type Level = "ok" | "warning" | "problem";

/** One check. `code` is stable and names it; the texts are for a person. */
export interface Finding {
  readonly code: string;
  readonly level: Level;
  readonly found: string;
  /** What to do; empty when all is well. */
  readonly remedy: string;
}

export const ok = (code: string, found: string): Finding => ({
  code,
  level: "ok",
  found,
  remedy: "",
});

export const warning = (code: string, found: string, remedy: string): Finding => ({
  code,
  level: "warning",
  found,
  remedy,
});

export const problem = (code: string, found: string, remedy: string): Finding => ({
  code,
  level: "problem",
  found,
  remedy,
});
