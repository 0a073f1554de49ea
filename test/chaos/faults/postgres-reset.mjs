// @ts-check
import { resets } from "./network.mjs";

/** @type {import("./index.mjs").Fault} Odoo loses its database in the middle of transactions */
export default {
  kind: "postgres-reset",
  weight: 3,
  strike: (stack, random) => resets(stack, "postgres", random),
};
