import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatCount } from "../../lib/format";
import { gridStep } from "../../lib/grid_keys";
import { ageOf, formatMoment } from "../../lib/moments";
import { isTrouble, lineIcon, lineSentence, lineTone, outcomeWord } from "../../lib/trail_words";
import type { TrailLine } from "../../types/trail";
import { useVirtualRows, type VirtualRows } from "../virtual_rows/virtual_rows";

export interface TrailListProps {
  rows: readonly TrailLine[];
  /** Older ones can be read. */
  more: boolean;
  /** A search has looked back to this time and goes on; empty while it does not. */
  lookingBackTo: string;
  heldCount: number;
  /** Key of the event that is looked into, or empty. */
  selected: string;
  decimals: number;
  /** Server clock of this render. */
  serverNow: number;
  onOpen: (line: TrailLine) => void;
  onMore: () => void;
  onRelease: () => void;
  onReading: (reading: boolean) => void;
}

/** Pixels; the style sheet must agree. */
const ROW_HEIGHT = 48;
/** Rows to go when the next ones are read. */
const AHEAD = 20;

/** Events newest first; only those in view are in the page, arrows walk them. */
export class TrailList extends Component<TrailListProps> {
  static override template = "stock_control_tower.TrailList";
  static override props = {
    rows: Array,
    more: Boolean,
    lookingBackTo: String,
    heldCount: Number,
    selected: String,
    decimals: Number,
    serverNow: Number,
    onOpen: Function,
    onMore: Function,
    onRelease: Function,
    onReading: Function,
  };
  scroller = useRef("scroller");
  state = useState({ active: 0, focused: false });
  declare virtual: VirtualRows;
  readonly icon = lineIcon;
  readonly tone = lineTone;
  readonly outcome = outcomeWord;
  private pointed = false;

  override setup(): void {
    this.virtual = useVirtualRows(this.scroller, {
      rowHeight: ROW_HEIGHT,
      count: () => this.length,
      onRows: (_first, last) => {
        if (this.props.more && last >= this.props.rows.length - AHEAD) this.props.onMore();
      },
    });
  }

  get length(): number {
    return this.props.rows.length + (this.props.more ? 3 : 0);
  }

  get drawn(): { index: number; line: TrailLine | null; key: string }[] {
    const { first, last } = this.virtual.window;
    return Array.from({ length: Math.max(0, last - first + 1) }, (_hole, step) => {
      const index = first + step;
      const line = this.props.rows[index] ?? null;
      return { index, line, key: line ? `${line.direction}-${line.id}` : `bone-${index}` };
    });
  }

  get bannerText(): string {
    const { heldCount } = this.props;
    return heldCount === 1 ? _t("1 new, show") : _t("%s new, show", formatCount(heldCount));
  }

  get activeId(): string | undefined {
    const { active, focused } = this.state;
    const { first, last } = this.virtual.window;
    return focused && active >= first && active <= last ? `o_sct_event_${active}` : undefined;
  }

  sentence(line: TrailLine): string {
    return lineSentence(line, this.props.decimals);
  }

  context({ origin, document, lot }: TrailLine): string {
    return [origin === "odoo" ? "Odoo" : origin, document, lot].filter(Boolean).join(" · ");
  }

  /** Why it had no effect; empty for what did. */
  reason({ outcome, message }: TrailLine): string {
    return isTrouble(outcome) ? (message ?? "") : "";
  }

  age({ at }: TrailLine): string {
    return ageOf(at, this.props.serverNow);
  }

  moment({ at }: TrailLine): string {
    return formatMoment(at);
  }

  onPointer(pointed: boolean): void {
    this.pointed = pointed;
    this.reportReading();
  }

  onScroll(): void {
    this.virtual.onScroll();
    this.reportReading();
  }

  release(): void {
    if (this.scroller.el) this.scroller.el.scrollTop = 0;
    this.props.onRelease();
  }

  onKeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { active } = this.state;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const line = this.props.rows[active];
      if (line) this.props.onOpen(line);
      return;
    }
    const page = Math.max(1, Math.floor((this.scroller.el?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
    const size = { rows: this.props.rows.length, columns: 1, page, rtl: false };
    const next = gridStep(event.key, { row: active, column: 0 }, size);
    if (!next) return;
    event.preventDefault();
    this.state.active = next.row;
    this.virtual.reveal(next.row, 0);
  }

  private reportReading(): void {
    this.props.onReading(this.pointed || (this.scroller.el?.scrollTop ?? 0) > 4);
  }
}
