import { SearchModel, type SearchConfig } from "@web/search/search_model";
import { searchToText, textToSearch } from "../lib/search_url";

/**
 * Odoo's search model whose facets come from, and go to, the page's URL: a link shows
 * what its sender saw. `context.search_text` holds them; without it the search view's
 * defaults and the user's default favourite apply.
 */
export class UrlSearchModel extends SearchModel {
  override async load(config: SearchConfig): Promise<void> {
    const { search_text: text, ...context } = config.context ?? {};
    await super.load({ ...config, context });
    if (typeof text !== "string") return;
    this.blockNotification = true;
    this.query = [];
    const parts = textToSearch(text, this.searchItems, (description, domain) =>
      this.createNewFilters([{ description, domain, invisible: "True" }]),
    );
    this.query.push(...parts);
    this._reset();
    this.blockNotification = false;
  }

  /** The facets as text; empty without any. */
  get text(): string {
    return searchToText(this.query, this.searchItems);
  }
}
