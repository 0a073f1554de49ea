// @ts-check
import { disturbed } from "./network.mjs";

/** @type {import("./index.mjs").Fault} the broker has the events, and nobody learns it */
export default {
  kind: "confirms-lost",
  weight: 4,
  strike: (stack, random) => disturbed(stack, "broker", "deaf", random.integer(300, 4_000)),
};
