// @ts-check
import { frozen } from "./freeze.mjs";

/** @type {import("./index.mjs").Fault} longer than two heartbeats: the broker gives up on it */
export default {
  kind: "sidecar-freeze",
  weight: 3,
  strike: (stack, random) => frozen(stack, "sidecar", random.integer(2, 26)),
};
