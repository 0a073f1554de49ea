// @ts-check
import { alarmed } from "./alarm.mjs";

/** @type {import("./index.mjs").Fault} */
export default {
  kind: "broker-memory-alarm",
  weight: 2,
  strike: (stack, random) =>
    alarmed(
      stack,
      {
        raise: ["set_vm_memory_high_watermark", "0.00001"],
        relax: ["set_vm_memory_high_watermark", "0.6"],
      },
      random.integer(1_000, 8_000),
    ),
};
