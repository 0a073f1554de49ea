import { onMounted, onPatched, onWillUnmount, useState } from "@odoo/owl";
import { rowWindow, type RowWindow } from "../../lib/row_window";

export interface VirtualRowsOptions {
  /** Pixels; the style sheet's row height must agree. */
  rowHeight: number;
  count(): number;
  /** Rows that come into view, inclusive. */
  onRows(first: number, last: number): void;
}

export interface VirtualRows {
  readonly width: number;
  readonly window: RowWindow;
  /** Pixels of the rows that are not drawn. */
  readonly above: number;
  readonly below: number;
  onScroll(): void;
  /** Scrolls just as far as it takes to see a row. */
  reveal(index: number, headerHeight: number): void;
}

/** Draws only the rows in view of a long list of equal rows; the element scrolls. */
export function useVirtualRows(
  scroller: { el: HTMLElement | null },
  { rowHeight, count, onRows }: VirtualRowsOptions,
): VirtualRows {
  const state = useState({ top: 0, height: 800, width: 1200 });
  let reported = "";
  const measure = () => {
    if (!scroller.el) return;
    state.height = scroller.el.clientHeight || state.height;
    state.width = scroller.el.clientWidth || state.width;
  };
  const observer = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(measure);
  const rows: VirtualRows = {
    get width() {
      return state.width;
    },
    get window() {
      return rowWindow(state.top, state.height, rowHeight, count());
    },
    get above() {
      return rows.window.first * rowHeight;
    },
    get below() {
      return Math.max(0, count() - rows.window.last - 1) * rowHeight;
    },
    onScroll() {
      state.top = scroller.el?.scrollTop ?? 0;
    },
    reveal(index, headerHeight) {
      if (!scroller.el) return;
      const top = index * rowHeight;
      const { scrollTop, clientHeight } = scroller.el;
      const room = clientHeight - headerHeight - rowHeight;
      if (top < scrollTop) scroller.el.scrollTop = top;
      else if (top > scrollTop + room) scroller.el.scrollTop = top - room;
    },
  };
  const report = () => {
    const { first, last } = rows.window;
    const asked = `${first}-${last}`;
    if (last < 0 || asked === reported) return;
    reported = asked;
    onRows(first, last);
  };
  onMounted(() => {
    measure();
    if (scroller.el) observer?.observe(scroller.el);
    report();
  });
  onPatched(report);
  onWillUnmount(() => observer?.disconnect());
  return rows;
}
