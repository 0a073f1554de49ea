// @ts-check
import { disturbed } from "./network.mjs";

/** @type {import("./index.mjs").Fault} Odoo's address refuses */
export default {
  kind: "odoo-unreachable",
  weight: 2,
  strike: (stack, random) => disturbed(stack, "odoo", "closed", random.integer(1_000, 10_000)),
};
