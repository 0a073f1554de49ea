// @ts-check
import { disturbed } from "./network.mjs";

/** @type {import("./index.mjs").Fault} the broker refuses connections */
export default {
  kind: "broker-unreachable",
  weight: 2,
  strike: (stack, random) => disturbed(stack, "broker", "closed", random.integer(1_000, 12_000)),
};
