import { Component, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { isNewer } from "../../lib/changes";
import { formatAge, formatCount, parseTime } from "../../lib/format";
import type { FeedItem } from "../../types/overview";
import { EmptyState } from "../empty_state/empty_state";
import { EventLine } from "../event_line/event_line";

export interface EventFeedProps {
  items: readonly FeedItem[];
  /** Events held back behind the banner. */
  heldCount: number;
  paused: boolean;
  loaded: boolean;
  /** Events numbered above this arrived while the page was open. */
  openedAt: string;
  /** Server clock of this render. */
  serverNow: number;
  decimals: number;
  canConfigure: boolean;
  onOpen: (item: FeedItem) => void;
  onPause: () => void;
  onRelease: () => void;
  onReading: (reading: boolean) => void;
  onConnect: () => void;
}

/** What happens right now, newest on top. */
export class EventFeed extends Component<EventFeedProps> {
  static override template = "stock_control_tower.EventFeed";
  static components = { EmptyState, EventLine };
  static override props = {
    items: Array,
    heldCount: Number,
    paused: Boolean,
    loaded: Boolean,
    openedAt: String,
    serverNow: Number,
    decimals: Number,
    canConfigure: Boolean,
    onOpen: Function,
    onPause: Function,
    onRelease: Function,
    onReading: Function,
    onConnect: Function,
  };
  list = useRef("list");
  private pointed = false;

  get bannerText(): string {
    const { heldCount } = this.props;
    return heldCount === 1 ? _t("1 new, show") : _t("%s new, show", formatCount(heldCount));
  }

  age(item: FeedItem): string {
    return formatAge(Math.max(0, this.props.serverNow - parseTime(item.recorded_at)));
  }

  isFresh(item: FeedItem): boolean {
    return isNewer(item.sequence, this.props.openedAt);
  }

  onPointer(pointed: boolean): void {
    this.pointed = pointed;
    this.reportReading();
  }

  reportReading(): void {
    const scrolled = (this.list.el?.scrollTop ?? 0) > 4;
    this.props.onReading(this.pointed || scrolled);
  }

  release(): void {
    if (this.list.el) this.list.el.scrollTop = 0;
    this.props.onRelease();
  }
}
