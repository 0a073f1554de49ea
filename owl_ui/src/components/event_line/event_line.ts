import { Component } from "@odoo/owl";
import { kindLook } from "../../lib/kinds";
import { eventSentence } from "../../lib/sentence";
import type { FeedItem } from "../../types/overview";

export interface EventLineProps {
  item: FeedItem;
  decimals: number;
  /** How long ago, in words. */
  age: string;
  /** Came in while the page was open. */
  fresh: boolean;
  onOpen: (item: FeedItem) => void;
}

/** One event as a sentence; a refused one says why and what to do. */
export class EventLine extends Component<EventLineProps> {
  static override template = "stock_control_tower.EventLine";
  static override props = {
    item: Object,
    decimals: Number,
    age: String,
    fresh: Boolean,
    onOpen: Function,
  };

  get sentence(): string {
    return eventSentence(this.props.item, this.props.decimals);
  }

  get failed(): boolean {
    return this.props.item.outcome !== null;
  }

  get icon(): string {
    return this.failed ? "fa-times-circle" : kindLook(this.props.item.kind).icon;
  }

  get tone(): string {
    return this.failed ? "danger" : kindLook(this.props.item.kind).tone;
  }

  /** Where it comes from: partner or Odoo document, lot. */
  get context(): string[] {
    const { lot, document, origin } = this.props.item;
    const source = origin === "odoo" ? (document ?? "Odoo") : origin;
    return [source, lot].filter((part): part is string => !!part);
  }
}
