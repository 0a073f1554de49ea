// @ts-check
import { dismissSecond, holdsEverything, standsBy } from "./second-sidecar.mjs";

/** @type {import("./index.mjs").Fault} one of two sidecars is killed, the other one goes on alone */
export default {
  kind: "takeover",
  weight: 1,
  async strike(stack) {
    await stack.startSidecar("sidecar-2");
    await standsBy(stack, "sidecar-2");
    await stack.kill("sidecar");
    await holdsEverything(stack, "sidecar-2");
    return "kill -9 of one of two sidecars";
  },
  heal: dismissSecond,
};
