import { Component } from "@odoo/owl";
import { formatQuantity } from "../../lib/format";
import { kindLook } from "../../lib/kinds";
import { ageOf, formatMoment } from "../../lib/moments";
import { eventSentence } from "../../lib/sentence";
import { stateWord } from "../../lib/truth_columns";
import type { FeedItem } from "../../types/overview";
import type { LedgerRow, LedgerState } from "../../types/truth";

export interface LedgerListProps {
  rows: readonly LedgerRow[];
  /** Further events can be read. */
  more: boolean;
  product: string;
  uom: string;
  decimals: number;
  /** Server clock of this render. */
  serverNow: number;
  onOpen: (row: LedgerRow) => void;
  onMore: () => void;
}

const STATES: LedgerState[] = [
  "available",
  "reserved",
  "quarantined",
  "damaged",
  "returned",
  "in_transit",
  "others",
];

/** What happened to a position, newest first, with each state before and after it. */
export class LedgerList extends Component<LedgerListProps> {
  static override template = "stock_control_tower.LedgerList";
  static override props = {
    rows: Array,
    more: Boolean,
    product: String,
    uom: String,
    decimals: Number,
    serverNow: Number,
    onOpen: Function,
    onMore: Function,
  };

  icon({ kind }: LedgerRow): string {
    return kindLook(kind).icon;
  }

  sentence(row: LedgerRow): string {
    return eventSentence(this.asItem(row), this.props.decimals);
  }

  moment({ recorded_at: at }: LedgerRow): string {
    return formatMoment(at);
  }

  age({ recorded_at: at }: LedgerRow): string {
    return ageOf(at, this.props.serverNow);
  }

  context({ document, lot, origin }: LedgerRow): string {
    return [document, lot, origin].filter(Boolean).join(" · ");
  }

  quantity(value: number): string {
    return formatQuantity(value, this.props.decimals);
  }

  /** The states this event changed. */
  changes({ before, after }: LedgerRow): { state: string; before: string; after: string }[] {
    return STATES.filter((state) => before[state] !== after[state]).map((state) => ({
      state: stateWord(state),
      before: this.quantity(before[state]),
      after: this.quantity(after[state]),
    }));
  }

  /** What the warehouse held of its own, after the event. */
  onHand({ after }: LedgerRow): string {
    const { available, reserved, quarantined, damaged, returned } = after;
    return this.quantity(available + reserved + quarantined + damaged + returned);
  }

  private asItem(row: LedgerRow): FeedItem {
    const { product, uom } = this.props;
    return {
      ...row,
      outbox_id: row.id,
      inbox_id: null,
      product_id: null,
      product,
      uom,
      from: row.source,
      to: row.target,
      outcome: null,
      about_kind: null,
      code: null,
      message: null,
      remedy: null,
    };
  }
}
