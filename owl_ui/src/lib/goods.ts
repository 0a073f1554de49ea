import { _t } from "@web/core/l10n/translation";
import type { FeedItem } from "../types/overview";
import { formatQuantity } from "./format";

/** "24 × Nitrile gloves M", with the unit where it is not a plain piece. */
export function goodsWords(item: FeedItem, decimals: number): string {
  const product = item.product ?? _t("an unknown product");
  if (item.quantity === null) return product;
  const quantity = formatQuantity(item.quantity, decimals);
  return item.uom && !isPiece(item.uom)
    ? _t("%(quantity)s %(uom)s %(product)s", { quantity, uom: item.uom, product })
    : _t("%(quantity)s × %(product)s", { quantity, product });
}

/** Odoo's reference unit is called "Units" in every installation. */
function isPiece(uom: string): boolean {
  return uom === "Units";
}
