import { _t } from "@web/core/l10n/translation";
import type { FeedItem } from "../types/overview";
import { formatQuantity } from "./format";
import { goodsWords } from "./goods";

export interface Words extends Record<string, string> {
  goods: string;
  from: string;
  to: string;
}

/** Set aside, released, inspected: somebody judged stock, and perhaps moved it. */
export function judgementSentence(item: FeedItem, words: Words): string {
  const { kind, to_state: state } = item;
  if (kind === "return_inspected") {
    if (state === "available")
      return _t("Return inspected: %(goods)s may be sold again at %(to)s", words);
    if (state === "damaged") return _t("Return inspected: %(goods)s is damaged, at %(to)s", words);
    return state === "outside"
      ? _t("Return inspected: %(goods)s scrapped at %(from)s", words)
      : _t("Return inspected: %(goods)s is in quarantine at %(to)s", words);
  }
  if (kind === "quality_hold_released") {
    return staysPut(item)
      ? _t("Released %(goods)s at %(to)s", words)
      : _t("Released %(goods)s from %(from)s to %(to)s", words);
  }
  if (item.reason === "odoo:lot_expiry") return _t("Expired: %(goods)s at %(to)s", words);
  if (state === "damaged") return _t("Damaged: %(goods)s at %(to)s", words);
  return staysPut(item)
    ? _t("Put %(goods)s on hold at %(to)s", words)
    : _t("Set %(goods)s aside, from %(from)s to %(to)s", words);
}

/** A count names what was found, and how far that is from what was recorded. */
export function countSentence(item: FeedItem, decimals: number): string {
  const difference = item.quantity ?? 0;
  const words = {
    found: goodsWords({ ...item, quantity: item.counted ?? item.quantity }, decimals),
    place: item.to ?? item.from ?? _t("an unknown place"),
    difference: formatQuantity(difference, decimals),
  };
  if (!difference || (item.from && item.to)) {
    return _t("Counted %(found)s at %(place)s, as recorded", words);
  }
  if (item.counted === null) {
    return item.to
      ? _t("Counted %(found)s more at %(place)s", words)
      : _t("Counted %(found)s fewer at %(place)s", words);
  }
  return item.to
    ? _t("Counted %(found)s at %(place)s: %(difference)s more than recorded", words)
    : _t("Counted %(found)s at %(place)s: %(difference)s fewer than recorded", words);
}

/** It changed its state where it lies. */
export function staysPut({ from, to }: FeedItem): boolean {
  return from !== null && from === to;
}
