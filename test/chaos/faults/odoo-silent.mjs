// @ts-check
import { disturbed } from "./network.mjs";

/** @type {import("./index.mjs").Fault} Odoo's address takes connections and says nothing */
export default {
  kind: "odoo-silent",
  weight: 2,
  strike: (stack, random) => disturbed(stack, "odoo", "silent", random.integer(1_000, 10_000)),
};
