import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { WithSearch } from "@web/search/with_search/with_search";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { UrlSearchModel } from "../../services/url_search_model";
import type { UrlValues } from "../../types/url";
import { useOwnFavourites } from "../hooks/own_favourites";
import { useUrlState, type UrlProps } from "../hooks/url_state";
import { StockTruthView } from "./stock_truth_view";

/** Facets of the search bar, a moment in UTC, and the position looked into. */
const URL_NAMES = ["search", "as_of", "product", "warehouse", "panel"];

/** How much there is of what, where, in which state: now or at any moment. */
export class StockTruthPage extends Component<UrlProps> {
  static override template = "stock_control_tower.StockTruthPage";
  static components = { StockTruthView, WithSearch };
  static override props = { ...standardActionServiceProps };
  static displayName = _t("Stock truth");
  static path = "stock-truth";

  declare url: { initial: UrlValues; show(state: UrlValues): void };
  readonly SearchModel = UrlSearchModel;

  override setup(): void {
    this.url = useUrlState(this.props, URL_NAMES);
    useOwnFavourites();
  }

  get context(): Record<string, unknown> {
    const { search } = this.url.initial;
    return search ? { search_text: search } : {};
  }
}
