import { _t } from "@web/core/l10n/translation";
import type { Totals, UnitTotal } from "../types/overview";
import { figureLines } from "./figures";
import { formatCount } from "./format";

/**
 * Of one column, "12,340 Units + kg, m": the sum of the unit of most products, and the names of
 * the other units in stock; just "12,340 Units +" when short;
 * "…" while they are read.
 */
export function totalText(all: Totals | null, key: string, short: boolean): string {
  if (!all) return "…";
  const [main, ...others] = all[key] ?? [];
  if (!main) return _t("no stock");
  const text = `${formatCount(Math.round(main.available))} ${main.uom}`;
  if (!others.length) return text;
  return short ? `${text} +` : `${text} + ${others.map(({ uom }) => uom).join(", ")}`;
}

/** Every unit for itself, for the tooltip. */
export function totalDetails(totals: UnitTotal[] | undefined, decimals: number): string {
  return (totals ?? [])
    .map((total) =>
      [
        ...figureLines(total, total.uom, decimals),
        _t("in %s products", formatCount(total.products)),
      ].join("\n"),
    )
    .join("\n\n");
}
