// @ts-check
import { alarmed } from "./alarm.mjs";

/** @type {import("./index.mjs").Fault} */
export default {
  kind: "broker-disk-alarm",
  weight: 2,
  strike: (stack, random) =>
    alarmed(
      stack,
      { raise: ["set_disk_free_limit", "100000GB"], relax: ["set_disk_free_limit", "500MB"] },
      random.integer(1_000, 8_000),
    ),
};
