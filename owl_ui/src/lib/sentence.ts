import { _t } from "@web/core/l10n/translation";
import type { FeedItem } from "../types/overview";
import { goodsWords } from "./goods";
import { countSentence, judgementSentence, staysPut } from "./judgement";
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
    case "shipment_voided":
      return _t("Shipment voided: %(goods)s is back at %(to)s", words);
    case "stock_moved":
      return staysPut(item) && item.from_state !== item.to_state
        ? _t("%(goods)s at %(to)s counts as %(state)s", { ...words, state: stateWord(item) })
        : _t("Moved %(goods)s from %(from)s to %(to)s", words);
    case "quality_hold_placed":
    case "quality_hold_released":
    case "return_inspected":
      return judgementSentence(item, words);
    case "cycle_count_posted":
      return countSentence(item, decimals);
    case "adjustment_posted":
      if (item.to) return _t("Added %(goods)s at %(to)s", words);
      return item.reason === "odoo:scrap"
        ? _t("Scrapped %(goods)s at %(from)s", words)
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

function stateWord({ to_state: state }: FeedItem): string {
  const words: Record<string, () => string> = {
    available: () => _t("sellable"),
    quarantined: () => _t("quarantined"),
    damaged: () => _t("damaged"),
    returned: () => _t("returned"),
  };
  return words[state ?? ""]?.() ?? _t("unknown");
}
