import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { WithSearch } from "@web/search/with_search/with_search";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { UrlSearchModel } from "../../services/url_search_model";
import type { UrlValues } from "../../types/url";
import { useOwnFavourites } from "../hooks/own_favourites";
import { useUrlState, type UrlProps } from "../hooks/url_state";
import { EventsView } from "./events_view";

/** Facets of the search bar, a moment in UTC, the event looked into ("out-123"), its tab. */
const URL_NAMES = ["search", "until", "event", "tab"];

/** What partners have sent and what Odoo has told, as one live list. */
export class EventsPage extends Component<UrlProps> {
  static override template = "stock_control_tower.EventsPage";
  static components = { EventsView, WithSearch };
  static override props = { ...standardActionServiceProps };
  static displayName = _t("Events");
  static path = "tower-events";

  declare url: { initial: UrlValues; show(state: UrlValues): void };
  readonly SearchModel = UrlSearchModel;

  override setup(): void {
    this.url = useUrlState(this.props, URL_NAMES);
    useOwnFavourites();
  }

  get context(): Record<string, unknown> {
    const { search } = this.url.initial;
    return search ? { search_text: search } : { search_default_movements: 1 };
  }
}
