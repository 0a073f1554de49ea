import { expect, test } from "vitest";
import { item } from "../../test/samples";
import { eventSentence } from "./sentence";

test.each([
  [{}, "Received 24 × Nitrile gloves M at DAL/BIN-01"],
  [
    { kind: "shipment_dispatched", from: "DAL/Stock", to: null, quantity: 2.5, uom: "kg" },
    "Shipped 2.5 kg Nitrile gloves M from DAL/Stock",
  ],
  [
    { kind: "adjustment_posted", from: "DAL/A", to: null },
    "Written off 24 × Nitrile gloves M at DAL/A",
  ],
  [{ kind: "adjustment_posted" }, "Added 24 × Nitrile gloves M at DAL/BIN-01"],
  [
    { kind: "adjustment_posted", from: "DAL/A", to: null, reason: "odoo:scrap" },
    "Scrapped 24 × Nitrile gloves M at DAL/A",
  ],
  [
    { kind: "cycle_count_posted", counted: 120, quantity: 4 },
    "Counted 120 × Nitrile gloves M at DAL/BIN-01: 4 more than recorded",
  ],
  [
    { kind: "cycle_count_posted", from: "DAL/A", to: null, counted: 0, quantity: 4 },
    "Counted 0 × Nitrile gloves M at DAL/A: 4 fewer than recorded",
  ],
  [
    { kind: "cycle_count_posted", from: "DAL/A", to: "DAL/A", counted: 120, quantity: 0 },
    "Counted 120 × Nitrile gloves M at DAL/A, as recorded",
  ],
  [
    { kind: "quality_hold_placed", from: "DAL/A", to: "DAL/A", to_state: "quarantined" },
    "Put 24 × Nitrile gloves M on hold at DAL/A",
  ],
  [
    { kind: "quality_hold_placed", from: "DAL/A", to: "DAL/Q", to_state: "quarantined" },
    "Set 24 × Nitrile gloves M aside, from DAL/A to DAL/Q",
  ],
  [
    { kind: "quality_hold_placed", from: "DAL/A", to: "DAL/D", to_state: "damaged" },
    "Damaged: 24 × Nitrile gloves M at DAL/D",
  ],
  [
    { kind: "quality_hold_placed", from: "DAL/A", to: "DAL/A", reason: "odoo:lot_expiry" },
    "Expired: 24 × Nitrile gloves M at DAL/A",
  ],
  [
    { kind: "quality_hold_released", from: "DAL/Q", to: "DAL/A" },
    "Released 24 × Nitrile gloves M from DAL/Q to DAL/A",
  ],
  [
    { kind: "quality_hold_released", from: "DAL/A", to: "DAL/A" },
    "Released 24 × Nitrile gloves M at DAL/A",
  ],
  [
    { kind: "return_inspected", from: "DAL/R", to: "DAL/A", to_state: "available" },
    "Return inspected: 24 × Nitrile gloves M may be sold again at DAL/A",
  ],
  [
    { kind: "return_inspected", from: "DAL/R", to: "DAL/Q", to_state: "quarantined" },
    "Return inspected: 24 × Nitrile gloves M is in quarantine at DAL/Q",
  ],
  [
    { kind: "return_inspected", from: "DAL/R", to: "DAL/D", to_state: "damaged" },
    "Return inspected: 24 × Nitrile gloves M is damaged, at DAL/D",
  ],
  [
    { kind: "return_inspected", from: "DAL/R", to: null, to_state: "outside" },
    "Return inspected: 24 × Nitrile gloves M scrapped at DAL/R",
  ],
  [
    { kind: "transfer_dispatched", from: "DAL/A", to: "Transit" },
    "Sent 24 × Nitrile gloves M on its way from DAL/A",
  ],
  [
    { kind: "transfer_received", from: "Transit" },
    "Transfer arrived: 24 × Nitrile gloves M at DAL/BIN-01",
  ],
  [
    { kind: "shipment_voided", from: null },
    "Shipment voided: 24 × Nitrile gloves M is back at DAL/BIN-01",
  ],
  [
    {
      kind: "stock_moved",
      from: "DAL/A",
      to: "DAL/A",
      from_state: "damaged",
      to_state: "returned",
    },
    "24 × Nitrile gloves M at DAL/A counts as returned",
  ],
  [{ kind: "stock_moved", from: "DAL/A" }, "Moved 24 × Nitrile gloves M from DAL/A to DAL/BIN-01"],
  [{ kind: "something_new" }, "stock event: 24 × Nitrile gloves M"],
  [
    { kind: "event_outcome", outcome: "refused", about_kind: "goods_received" },
    "Refused receipt from wms",
  ],
  [
    { kind: "event_outcome", outcome: "conflict", about_kind: null },
    "Conflict: stock event from wms came again with other content",
  ],
  [
    { kind: "event_outcome", outcome: "recorded", about_kind: "snapshot_reported" },
    "Recorded stock report from wms without effect",
  ],
  [
    {
      kind: "event_outcome",
      outcome: "conflict",
      code: "count_stale",
      about_kind: "cycle_count_posted",
    },
    "Conflict: cycle count from wms was made against another figure",
  ],
] as const)("%j", (values, sentence) => {
  expect(eventSentence(item(values), 2)).toBe(sentence);
});
