import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatDecimal } from "../../lib/format";
import { formatDay } from "../../lib/moments";
import type { PromiseExplanation, PromiseTerm } from "../../types/truth";

export interface PromiseTermsProps {
  promise: PromiseExplanation;
  decimals: number;
  onMove: (moveId: number) => void;
}

/** Why so much can be promised: each term with its document, and by day. */
export class PromiseTerms extends Component<PromiseTermsProps> {
  static override template = "stock_control_tower.PromiseTerms";
  static override props = { promise: Object, decimals: Number, onMove: Function };

  quantity(text: string | null): string {
    return text === null ? "" : formatDecimal(text, this.props.decimals);
  }

  /** With its sign, since terms add up. */
  signed(text: string): string {
    const quantity = this.quantity(text);
    return Number(text) > 0 ? `+${quantity}` : quantity.replace("-", "−");
  }

  day(day: string | null): string {
    return day ? formatDay(day) : "";
  }

  document({ document, origin }: PromiseTerm): string {
    return [document, origin].filter(Boolean).join(" · ");
  }

  get overcommitted(): string {
    const { overcommitted, overcommitted_on: day, uom } = this.props.promise;
    if (!(Number(overcommitted) > 0)) return "";
    return _t("Overcommitted: firm demand lacks %(quantity)s %(uom)s from %(day)s on", {
      quantity: this.quantity(overcommitted),
      uom,
      day: this.day(day),
    });
  }

  get policy(): string {
    const { policy } = this.props.promise;
    return _t("Policy: %(days)s days ahead, %(safety)s kept back, %(receipts)s count", {
      days: policy.horizon_days,
      safety: this.quantity(policy.safety),
      receipts: receiptsWords(policy.receipts),
    });
  }

  get days(): PromiseExplanation["balance"] {
    return this.props.promise.balance.slice(0, 60);
  }
}

function receiptsWords(receipts: string): string {
  switch (receipts) {
    case "none":
      return _t("no receipts");
    case "in_transit":
      return _t("receipts in transit");
    case "asn_backed":
      return _t("receipts in transit or announced");
    default:
      return _t("all confirmed receipts");
  }
}
