// @ts-check
import { disturbed } from "./network.mjs";

/** @type {import("./index.mjs").Fault} half-open: both ends believe in it until a heartbeat is missed */
export default {
  kind: "broker-silent",
  weight: 2,
  strike: (stack, random) => disturbed(stack, "broker", "silent", random.integer(1_000, 26_000)),
};
