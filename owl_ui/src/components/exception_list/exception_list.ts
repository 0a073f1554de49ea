import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatCount } from "../../lib/format";
import type { ExceptionRow } from "../../types/exceptions";
import { EmptyState } from "../empty_state/empty_state";
import { ExceptionItem, type ItemPart } from "../exception_item/exception_item";

export interface ExceptionListProps {
  rows: readonly ExceptionRow[];
  /** Rows that match, on screen or not; null while they are not known. */
  count: number | null;
  left: ReadonlySet<number>;
  selected: ReadonlySet<number>;
  allSelected: boolean;
  cursorId: number | null;
  openId: number | null;
  /** New rows that wait to be shown. */
  unseen: number;
  canAct: boolean;
  now: number;
  /** What the empty list says: why it is empty, and that this is good. */
  emptyTitle: string;
  emptyText: string;
  onOpen: (id: number, part: ItemPart) => void;
  onToggle: (id: number) => void;
  onSelectAll: () => void;
  onClear: () => void;
  onUnseen: () => void;
  onMore: () => void;
  /** The user works in the list: nothing may jump. */
  onBusy: (busy: boolean) => void;
}

/** Pixels before the end at which more rows are asked for. */
const AHEAD = 400;

/** The inbox: one row per cause, the worst first. */
export class ExceptionList extends Component<ExceptionListProps> {
  static override template = "stock_control_tower.ExceptionList";
  static components = { EmptyState, ExceptionItem };
  static override props = {
    rows: Array,
    count: { type: [Number, { value: null }] },
    left: Object,
    selected: Object,
    allSelected: Boolean,
    cursorId: { type: [Number, { value: null }] },
    openId: { type: [Number, { value: null }] },
    unseen: Number,
    canAct: Boolean,
    now: Number,
    emptyTitle: String,
    emptyText: String,
    onOpen: Function,
    onToggle: Function,
    onSelectAll: Function,
    onClear: Function,
    onUnseen: Function,
    onMore: Function,
    onBusy: Function,
    slots: { type: Object, optional: true },
  };
  private pointed = false;
  private scrolled = false;

  get selectedCount(): number {
    return this.props.allSelected ? (this.props.count ?? 0) : this.props.selected.size;
  }

  get headline(): string {
    const { count } = this.props;
    if (this.selectedCount) return _t("%s selected", formatCount(this.selectedCount));
    if (count === null) return "";
    return count === 1 ? _t("1 exception") : _t("%s exceptions", formatCount(count));
  }

  /** Offered once all rows on screen are chosen and there are more. */
  get selectAllText(): string {
    const { allSelected, count, rows, selected } = this.props;
    if (allSelected || !selected.size || selected.size < rows.length) return "";
    return (count ?? 0) > selected.size ? _t("Select all %s", formatCount(count ?? 0)) : "";
  }

  get unseenText(): string {
    const { unseen } = this.props;
    return _t("%s new, show", formatCount(unseen));
  }

  onScroll(event: Event): void {
    const list = event.target as HTMLElement;
    this.scrolled = list.scrollTop > 0;
    this.tell();
    if (list.scrollHeight - list.scrollTop - list.clientHeight < AHEAD) this.props.onMore();
  }

  point(pointed: boolean): void {
    this.pointed = pointed;
    this.tell();
  }

  private tell(): void {
    this.props.onBusy(this.pointed || this.scrolled);
  }
}
