import { _t } from "@web/core/l10n/translation";
import type { UnitTotal } from "../types/overview";
import { formatCount, formatQuantity } from "./format";

/**
 * "12,340 Units + kg, m": the sum of the unit of most products, and the names of
 * the other units in stock; just "12,340 Units +" when short.
 */
export function totalText(totals: UnitTotal[] | undefined, short: boolean): string {
  const [main, ...others] = totals ?? [];
  if (!main) return _t("no stock");
  const text = `${formatCount(Math.round(main.available))} ${main.uom}`;
  if (!others.length) return text;
  return short ? `${text} +` : `${text} + ${others.map(({ uom }) => uom).join(", ")}`;
}

/** Every unit on a line of its own, for the tooltip. */
export function totalDetails(totals: UnitTotal[] | undefined, decimals: number): string {
  return (totals ?? [])
    .map(({ uom, available, on_hand, reserved, products }) =>
      _t(
        "%(available)s %(uom)s available (%(onHand)s on hand, %(reserved)s reserved) in %(products)s products",
        {
          uom,
          available: formatQuantity(available, decimals),
          onHand: formatQuantity(on_hand, decimals),
          reserved: formatQuantity(reserved, decimals),
          products: formatCount(products),
        },
      ),
    )
    .join("\n");
}
