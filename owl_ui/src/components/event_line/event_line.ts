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

/** One event as a sentence; one without effect says why. */
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

  /** Why it had no effect; empty for what did. */
  get reason(): string {
    const { outcome, message } = this.props.item;
    return (outcome && message) || "";
  }

  get icon(): string {
    return this.look.icon;
  }

  get tone(): string {
    return this.look.tone;
  }

  private get look(): { icon: string; tone: string } {
    const { outcome, kind } = this.props.item;
    if (outcome === null) return kindLook(kind);
    if (outcome === "recorded") return { icon: "fa-eye", tone: "system" };
    return { icon: "fa-times-circle", tone: "danger" };
  }

  /** Where it comes from: partner or Odoo document, lot. */
  get context(): string[] {
    const { lot, document, origin } = this.props.item;
    const source = origin === "odoo" ? (document ?? "Odoo") : origin;
    return [source, lot].filter((part): part is string => !!part);
  }
}
