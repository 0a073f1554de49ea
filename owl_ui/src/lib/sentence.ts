import { _t } from "@web/core/l10n/translation";
import type { FeedItem } from "../types/overview";
import { formatQuantity } from "./format";
import { kindLook } from "./kinds";

/** What happened, in one human sentence. */
export function eventSentence(item: FeedItem, decimals: number): string {
  if (item.outcome === "refused") {
    return _t("Refused %(noun)s from %(origin)s", {
      noun: kindLook(item.about_kind).noun(),
      origin: item.origin,
    });
  }
  if (item.outcome === "conflict") {
    const words = { noun: kindLook(item.about_kind).noun(), origin: item.origin };
    return item.code === "count_stale"
      ? _t("Conflict: %(noun)s from %(origin)s was made against another figure", words)
      : _t("Conflict: %(noun)s from %(origin)s came again with other content", words);
  }
  if (item.outcome === "recorded") {
    return _t("Recorded %(noun)s from %(origin)s without effect", {
      noun: kindLook(item.about_kind).noun(),
      origin: item.origin,
    });
  }
  return movementSentence(item, decimals);
}

function movementSentence(item: FeedItem, decimals: number): string {
  const words = {
    goods: goodsWords(item, decimals),
    from: item.from ?? _t("outside"),
    to: item.to ?? _t("outside"),
  };
  switch (item.kind) {
    case "goods_received":
      return _t("Received %(goods)s at %(to)s", words);
    case "return_received":
      return _t("Customer returned %(goods)s to %(to)s", words);
    case "shipment_dispatched":
      return _t("Shipped %(goods)s from %(from)s", words);
    case "transfer_dispatched":
      return _t("Sent %(goods)s on its way from %(from)s", words);
    case "transfer_received":
      return _t("Transfer arrived: %(goods)s at %(to)s", words);
    case "pick_confirmed":
      return _t("Picked %(goods)s from %(from)s", words);
    case "packed":
      return _t("Packed %(goods)s at %(to)s", words);
    case "putaway_completed":
      return _t("Put away %(goods)s at %(to)s", words);
    case "stock_moved":
      return _t("Moved %(goods)s from %(from)s to %(to)s", words);
    case "adjustment_posted":
    case "cycle_count_posted":
      return item.to
        ? _t("Counted %(goods)s more at %(to)s", words)
        : _t("Written off %(goods)s at %(from)s", words);
    case "movement_amended":
      return item.to
        ? _t("Corrected: %(goods)s to %(to)s", words)
        : _t("Corrected: %(goods)s out of %(from)s", words);
    case "ledger_self_healed":
      return _t("Odoo repaired its own figure: %(goods)s at %(place)s", {
        goods: words.goods,
        place: item.to ?? item.from ?? _t("an unknown place"),
      });
    case "unit_redefined":
      return _t("Unit of measure changed: %(goods)s", words);
    case "opening_balance":
      return _t("Opening balance %(goods)s at %(place)s", {
        goods: words.goods,
        place: item.to ?? item.from ?? "",
      });
    default:
      return _t("%(noun)s: %(goods)s", { noun: kindLook(item.kind).noun(), goods: words.goods });
  }
}

/** "24 × Nitrile gloves M", with the unit where it is not a plain piece. */
function goodsWords(item: FeedItem, decimals: number): string {
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
