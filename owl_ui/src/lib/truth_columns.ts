import { _t } from "@web/core/l10n/translation";
import type { PositionFigure } from "../types/truth";

export interface TruthColumn {
  name: PositionFigure | "promised";
  label: string;
  /** What the figure means. */
  hint: string;
}

/** Columns in order, with the narrowest grid, in pixels, that has room for each. */
const ROOM: [TruthColumn["name"], number][] = [
  ["on_hand", 0],
  ["available", 0],
  ["reserved", 620],
  ["quarantined", 760],
  ["damaged", 1000],
  ["returned", 1060],
  ["in_transit", 880],
  ["incoming", 700],
  ["others", 1000],
  ["promised", 0],
];

/** The columns a grid of that width shows. */
export function truthColumns(width: number, owners: boolean): TruthColumn[] {
  return ROOM.filter(([name, room]) => width >= room && (name !== "others" || owners)).map(
    ([name]) => column(name),
  );
}

export function column(name: TruthColumn["name"]): TruthColumn {
  const [label, hint] = words(name);
  return { name, label, hint };
}

function words(name: TruthColumn["name"]): [string, string] {
  switch (name) {
    case "on_hand":
      return [_t("On hand"), _t("In every state, without what others own")];
    case "available":
      return [_t("Available"), _t("Sellable, and promised to nobody")];
    case "reserved":
      return [_t("Reserved"), _t("Sellable, and promised to planned deliveries and transfers")];
    case "quarantined":
      return [_t("Quarantine"), _t("Set aside: by location, by a hold of the lot, or expired")];
    case "damaged":
      return [_t("Damaged"), _t("In a location for damaged goods")];
    case "returned":
      return [_t("Returns"), _t("In a location for returns, not inspected yet")];
    case "in_transit":
      return [_t("In transit"), _t("Has left another warehouse for this one; not on hand")];
    case "incoming":
      return [_t("Incoming"), _t("Awaited by open transfers; not on hand")];
    case "others":
      return [_t("Of others"), _t("Lies here and belongs to a partner; in no other figure")];
    case "promised":
      return [_t("Can promise"), _t("Available to promise now, by the warehouse's policy")];
  }
}

/** What a state is called. */
export function stateWord(state: string | null): string {
  switch (state) {
    case "available":
      return _t("Available");
    case "reserved":
      return _t("Reserved");
    case "quarantined":
      return _t("Quarantine");
    case "damaged":
      return _t("Damaged");
    case "returned":
      return _t("Returns");
    case "in_transit":
      return _t("In transit");
    case "others":
      return _t("Of others");
    case null:
    default:
      return _t("Outside");
  }
}
