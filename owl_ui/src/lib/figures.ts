import { _t } from "@web/core/l10n/translation";
import type { Figures, StockRow } from "../types/overview";
import { formatQuantity } from "./format";

export const NO_STOCK: Figures = Object.freeze({
  on_hand: 0,
  available: 0,
  reserved: 0,
  quarantined: 0,
  damaged: 0,
  returned: 0,
  in_transit: 0,
  incoming: 0,
  others: 0,
});

const NAMES = Object.keys(NO_STOCK) as (keyof Figures)[];

export function sameFigures(left: Figures = NO_STOCK, right: Figures = NO_STOCK): boolean {
  return NAMES.every((name) => left[name] === right[name]);
}

export function hasStock(figures: Figures): boolean {
  return !sameFigures(figures);
}

/** The figures of a product over all warehouses shown, and what is awaited by none. */
export function rowFigures(row: StockRow): Figures {
  const sum = { ...NO_STOCK, in_transit: row.in_transit };
  for (const figures of Object.values(row.warehouses)) {
    for (const name of NAMES) sum[name] += figures[name];
  }
  return sum;
}

/** On hand and not sellable. */
export function held({ quarantined, damaged, returned }: Figures): number {
  return quarantined + damaged + returned;
}

/** "4 quarantined, 2 damaged"; nothing when nothing is held. */
export function heldWords(figures: Figures, decimals: number): string {
  const quantity = (value: number) => formatQuantity(value, decimals);
  const { quarantined, damaged, returned } = figures;
  return [
    quarantined ? _t("%s quarantined", quantity(quarantined)) : "",
    damaged ? _t("%s damaged", quantity(damaged)) : "",
    returned ? _t("%s returned", quantity(returned)) : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** What is known beside on hand, one line each. */
export function besideWords(figures: Figures, decimals: number): string[] {
  const quantity = (value: number) => formatQuantity(value, decimals);
  return [
    figures.in_transit ? _t("in transit: %s", quantity(figures.in_transit)) : "",
    figures.incoming ? _t("incoming: %s", quantity(figures.incoming)) : "",
    figures.others ? _t("owned by others: %s", quantity(figures.others)) : "",
  ].filter(Boolean);
}

/** How available comes about, in lines. */
export function figureLines(figures: Figures, uom: string, decimals: number): string[] {
  const quantity = (value: number) => formatQuantity(value, decimals);
  const words = {
    available: quantity(figures.available),
    onHand: quantity(figures.on_hand),
    reserved: quantity(figures.reserved),
    held: quantity(held(figures)),
    uom,
  };
  const details = heldWords(figures, decimals);
  return [
    _t(
      "%(available)s %(uom)s available = %(onHand)s on hand − %(reserved)s reserved − %(held)s held",
      words,
    ),
    figures.available < 0 ? _t("more was promised or shipped than is recorded here") : "",
    details && _t("held: %s", details),
    ...besideWords(figures, decimals),
  ].filter(Boolean);
}
