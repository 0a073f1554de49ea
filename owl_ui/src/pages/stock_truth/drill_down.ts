import { _t } from "@web/core/l10n/translation";
import type { UrlSearchModel } from "../../services/url_search_model";
import type { Group } from "../../types/truth";

/** Lists what a group is the sum of: its values become filters, the grouping ends. */
export function drillDown(search: UrlSearchModel, group: Group, all: readonly Group[]): void {
  search.blockNotification = true;
  search.query = search.query.filter(
    ({ searchItemId: id }) => search.searchItems[id]?.type !== "groupBy",
  );
  for (const { field, id, label } of group.values) {
    const title = search.searchViewFields[field]?.string ?? field;
    addFilter(search, `${title}: ${label || _t("None")}`, [[field, "=", id ?? false]]);
  }
  const alike = all.filter((other) => sameValues(other, group));
  if (alike.length > 1) {
    const unit = group.key.at(-1);
    addFilter(search, _t("Unit: %s", group.uom), [["product_id.uom_id", "=", unit]]);
  }
  search.blockNotification = false;
  search._notify();
}

function addFilter(search: UrlSearchModel, description: string, domain: unknown[]): void {
  const text = JSON.stringify(domain).replaceAll("false", "False");
  search.createNewFilters([{ description, domain: text, invisible: "True" }]);
}

function sameValues(left: Group, right: Group): boolean {
  return left.values.every(({ id }, index) => id === right.values[index]?.id);
}
