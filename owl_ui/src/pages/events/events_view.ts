import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import type { DateTime } from "luxon";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { _t } from "@web/core/l10n/translation";
import { useBus, useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { SearchBar } from "@web/search/search_bar/search_bar";
import { EmptyState } from "../../components/empty_state/empty_state";
import { FreshnessBadge } from "../../components/freshness_badge/freshness_badge";
import { TrailList } from "../../components/trail_list/trail_list";
import { formatCount } from "../../lib/format";
import { formatMoment } from "../../lib/moments";
import { createTrailApi } from "../../services/trail_api";
import type { UrlSearchModel } from "../../services/url_search_model";
import {
  EVENT_TABS,
  createEventStore,
  type EventStore,
  type EventTab,
} from "../../stores/event_store";
import { createTrailStore, type TrailStore } from "../../stores/trail_store";
import type { Direction, TrailLine } from "../../types/trail";
import type { Domain } from "../../types/truth";
import type { UrlValues } from "../../types/url";
import { useLiveUpdates } from "../hooks/live_updates";
import { usePageKeys, type KeyWords } from "../hooks/page_keys";
import { EventSide } from "./event_side";

export interface EventsViewProps {
  domain: Domain;
  /** What the link says. */
  start: UrlValues;
  onShow: (state: UrlValues) => void;
}

/** Quantities of events have at most this many decimals. */
const DECIMALS = 6;
/** A search without facets, as text: no text means the page's own filter. */
const NO_FACETS = "[]";

/** The page below Odoo's search: the list, and the event looked into. */
export class EventsView extends Component<EventsViewProps> {
  static override template = "stock_control_tower.EventsView";
  static components = {
    DateTimeInput,
    EmptyState,
    EventSide,
    FreshnessBadge,
    Layout,
    SearchBar,
    TrailList,
  };
  static override props = { domain: Array, start: Object, onShow: Function };

  declare trail: TrailStore;
  declare event: EventStore;
  declare refresh: () => void;
  readonly display = { controlPanel: {} };
  readonly decimals = DECIMALS;

  override setup(): void {
    const api = createTrailApi(useService("orm"));
    const trail = createTrailStore(api);
    this.trail = useState(trail);
    this.event = useState(createEventStore(api));
    this.refresh = useLiveUpdates(trail, useService("bus_service")).refresh;
    usePageKeys({ p: () => trail.togglePause(), n: () => trail.release() }, eventKeys);
    useBus(this.searchModel, "focus-view", focusList);
    onWillStart(() => {
      const { domain, start } = this.props;
      // Not waited for: the page is there at once, its rows a moment later.
      void trail.ask(domain, start["until"] === undefined ? null : String(start["until"]));
      this.openStart();
    });
    onWillUpdateProps(({ domain }) => {
      if (JSON.stringify(domain) === JSON.stringify(this.props.domain)) return;
      void trail.ask(domain, trail.until);
      this.pushState();
    });
  }

  get searchModel(): UrlSearchModel {
    return (this.env as { searchModel: UrlSearchModel }).searchModel;
  }

  get selected(): string {
    const { key } = this.event;
    return key ? `${key.direction}-${key.id}` : "";
  }

  get countText(): string {
    const { count, countMore, until } = this.trail;
    if (until !== null) return "";
    if (count === null) return _t("Counting…");
    if (countMore) return _t("More than %s events", formatCount(count));
    return count === 1 ? _t("1 event") : _t("%s events", formatCount(count));
  }

  get lookingBackTo(): string {
    const { rows, loading, readingMore, lookedBackTo } = this.trail;
    if (!lookedBackTo || !(readingMore || (loading && !rows.length))) return "";
    return formatMoment(lookedBackTo);
  }

  get pickerValue(): DateTime | false {
    return this.trail.until ? luxon.DateTime.fromISO(this.trail.until) : false;
  }

  get latest(): DateTime {
    return luxon.DateTime.now();
  }

  get moment(): string {
    return formatMoment(this.trail.until);
  }

  setMoment(value: DateTime | false | null): void {
    const until = value ? value.toUTC().toISO() : null;
    if (until === this.trail.until) return;
    void this.trail.ask(this.props.domain, until);
    this.pushState();
  }

  openLine(line: TrailLine): void {
    this.open(line.direction, line.id);
  }

  open(direction: Direction, id: number): void {
    void this.event.open(direction, id);
    this.pushState();
  }

  setTab(tab: EventTab): void {
    this.event.tab = tab;
    this.pushState();
  }

  close(): void {
    this.event.close();
    this.pushState();
    focusList();
  }

  clearSearch(): void {
    this.searchModel.clearQuery();
  }

  private openStart(): void {
    const { event, tab } = this.props.start;
    const [direction, id] = String(event ?? "").split("-");
    this.event.tab = EVENT_TABS.find((name) => name === tab) ?? "effect";
    if (direction === "in" || direction === "out") void this.event.open(direction, Number(id));
  }

  private pushState(): void {
    const { until } = this.trail;
    const { tab } = this.event;
    const opened = this.selected ? { event: this.selected, tab } : {};
    this.props.onShow({
      search: this.searchModel.text || NO_FACETS,
      ...(until === null ? {} : { until }),
      ...opened,
    });
  }
}

function focusList(): void {
  document.querySelector<HTMLElement>(".o_sct_trail_grid")?.focus();
}

function eventKeys(): KeyWords {
  return [
    ["↓", _t("from the search into the list")],
    ["j  k", _t("next and previous event; arrows, Page Up and Down, Home and End too")],
    ["Enter", _t("open the event")],
    ["Esc", _t("close the panel")],
    ["p", _t("pause and go on")],
    ["n", _t("show what is new")],
  ];
}
