// @ts-check
import { frozen } from "./freeze.mjs";

/** @type {import("./index.mjs").Fault} */
export default {
  kind: "odoo-freeze",
  weight: 2,
  strike: (stack, random) => frozen(stack, "odoo", random.integer(2, 15)),
};
