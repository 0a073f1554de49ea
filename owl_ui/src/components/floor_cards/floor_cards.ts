import { Component } from "@odoo/owl";
import { emptyCards, moreWords, ordersWords } from "../../lib/count_words";
import { ageOf, formatMoment } from "../../lib/moments";
import { countWords, severityLook, stateLook, type Look } from "../../lib/triage";
import type { FloorCard, FloorCards as Cards, Side } from "../../types/floor";
import { EmptyState } from "../empty_state/empty_state";
import { Pill } from "../pill/pill";

export interface FloorCardsProps {
  side: Side;
  /** Null until they are read. */
  cards: Cards | null;
  warehouse: string;
  /** The server's clock. */
  now: number;
  onOpen: (id: number) => void;
  onMore: () => void;
}

/** What needs somebody on one side of the house: what it is, and what to do. */
export class FloorCards extends Component<FloorCardsProps> {
  static override template = "stock_control_tower.FloorCards";
  static components = { EmptyState, Pill };
  static override props = {
    side: String,
    cards: { type: [Object, { value: null }] },
    warehouse: String,
    now: Number,
    onOpen: Function,
    onMore: Function,
  };
  readonly ordersWords = ordersWords;
  readonly moreWords = moreWords;
  readonly formatMoment = formatMoment;

  get empty(): { title: string; text: string } {
    return emptyCards(this.props.side, this.props.warehouse);
  }

  get left(): number {
    const { cards } = this.props;
    return cards ? cards.count - cards.rows.length : 0;
  }

  looks(card: FloorCard): Look[] {
    return [severityLook(card.severity), stateLook(card.state)];
  }

  events(card: FloorCard): string {
    return countWords({ category: "refused", open_count: card.open_count, total_count: 0 });
  }

  age(card: FloorCard): string {
    return ageOf(card.last_seen, this.props.now);
  }

  onClick(event: MouseEvent, card: FloorCard): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.props.onOpen(card.id);
  }
}
