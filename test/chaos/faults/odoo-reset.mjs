// @ts-check
import { resets } from "./network.mjs";

/** @type {import("./index.mjs").Fault} connections to Odoo break in the middle of a call */
export default {
  kind: "odoo-reset",
  weight: 3,
  strike: (stack, random) => resets(stack, "odoo", random),
};
