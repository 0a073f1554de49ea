// @ts-check
import { disturbed } from "./network.mjs";

/** @type {import("./index.mjs").Fault} Odoo has committed, and the sidecar never hears of it */
export default {
  kind: "answers-lost",
  weight: 5,
  strike: (stack, random) => disturbed(stack, "odoo", "deaf", random.integer(300, 5_000)),
};
