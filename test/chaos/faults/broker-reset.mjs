// @ts-check
import { resets } from "./network.mjs";

/** @type {import("./index.mjs").Fault} connections to the broker break */
export default {
  kind: "broker-reset",
  weight: 3,
  strike: (stack, random) => resets(stack, "broker", random),
};
