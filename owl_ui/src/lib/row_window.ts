export interface RowWindow {
  /** First and last row to draw, inclusive; last is -1 in an empty list. */
  first: number;
  last: number;
}

/** Rows drawn above and below the visible ones, so that scrolling shows no gap. */
const SPARE = 8;

/** Which rows of a long list of equal rows to draw. */
export function rowWindow(
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
  count: number,
): RowWindow {
  const top = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const bottom = Math.ceil((Math.max(0, scrollTop) + viewHeight) / rowHeight);
  const last = Math.min(count - 1, bottom + SPARE);
  return { first: Math.max(0, Math.min(top - SPARE, last)), last };
}
