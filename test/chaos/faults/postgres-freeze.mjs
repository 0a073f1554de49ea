// @ts-check
import { frozen } from "./freeze.mjs";

/** @type {import("./index.mjs").Fault} */
export default {
  kind: "postgres-freeze",
  weight: 2,
  strike: (stack, random) => frozen(stack, "postgres", random.integer(2, 12)),
};
