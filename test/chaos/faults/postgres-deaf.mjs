// @ts-check
import { disturbed } from "./network.mjs";

/** @type {import("./index.mjs").Fault} commits whose answer is lost */
export default {
  kind: "postgres-deaf",
  weight: 3,
  strike: (stack, random) => disturbed(stack, "postgres", "deaf", random.integer(200, 3_000)),
};
