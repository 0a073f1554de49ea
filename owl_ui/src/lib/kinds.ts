import { _t } from "@web/core/l10n/translation";

export type Tone = "in" | "out" | "move" | "adjust" | "system" | "danger";

export interface KindLook {
  /** Font Awesome icon of Odoo's web client. */
  icon: string;
  tone: Tone;
  /** The kind as a noun, for lists of refused events. */
  noun: () => string;
}

const UNKNOWN: KindLook = {
  icon: "fa-circle-o",
  tone: "system",
  noun: () => _t("stock event"),
};

/** The one table of how an event kind looks. */
const LOOKS: Record<string, KindLook> = {
  asn_received: { icon: "fa-bell-o", tone: "in", noun: () => _t("advance notice") },
  goods_received: { icon: "fa-sign-in", tone: "in", noun: () => _t("receipt") },
  putaway_completed: { icon: "fa-inbox", tone: "move", noun: () => _t("put-away") },
  quality_hold_placed: { icon: "fa-lock", tone: "adjust", noun: () => _t("quality hold") },
  quality_hold_released: { icon: "fa-unlock", tone: "adjust", noun: () => _t("hold release") },
  pick_confirmed: { icon: "fa-hand-lizard-o", tone: "move", noun: () => _t("pick") },
  packed: { icon: "fa-archive", tone: "move", noun: () => _t("packing") },
  shipment_dispatched: { icon: "fa-truck", tone: "out", noun: () => _t("shipment") },
  shipment_voided: { icon: "fa-ban", tone: "adjust", noun: () => _t("voided shipment") },
  transfer_dispatched: { icon: "fa-sign-out", tone: "out", noun: () => _t("transfer out") },
  transfer_received: { icon: "fa-sign-in", tone: "in", noun: () => _t("transfer in") },
  return_received: { icon: "fa-undo", tone: "in", noun: () => _t("return") },
  return_inspected: { icon: "fa-search", tone: "adjust", noun: () => _t("return inspection") },
  adjustment_posted: { icon: "fa-balance-scale", tone: "adjust", noun: () => _t("adjustment") },
  cycle_count_posted: { icon: "fa-list-ol", tone: "adjust", noun: () => _t("cycle count") },
  stock_moved: { icon: "fa-exchange", tone: "move", noun: () => _t("internal move") },
  reservation_changed: { icon: "fa-bookmark-o", tone: "move", noun: () => _t("reservation") },
  snapshot_reported: { icon: "fa-camera", tone: "system", noun: () => _t("stock report") },
  movement_amended: { icon: "fa-pencil", tone: "adjust", noun: () => _t("correction") },
  ledger_self_healed: { icon: "fa-wrench", tone: "system", noun: () => _t("repair by Odoo") },
  unit_redefined: { icon: "fa-arrows-h", tone: "system", noun: () => _t("change of unit") },
  opening_balance: { icon: "fa-flag-o", tone: "system", noun: () => _t("opening balance") },
};

export function kindLook(kind: string | null): KindLook {
  return (kind && LOOKS[kind]) || UNKNOWN;
}
