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
  [{ kind: "adjustment_posted" }, "Counted 24 × Nitrile gloves M more at DAL/BIN-01"],
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
