// @ts-check
import { frozen } from "./freeze.mjs";

/** @type {import("./index.mjs").Fault} */
export default {
  kind: "broker-freeze",
  weight: 2,
  strike: (stack, random) => frozen(stack, "rabbitmq", random.integer(2, 24)),
};
