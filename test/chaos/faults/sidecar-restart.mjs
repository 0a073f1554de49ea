// @ts-check

/** @type {import("./index.mjs").Fault} SIGTERM with work in hand, as an upgrade does */
export default {
  kind: "sidecar-restart",
  weight: 2,
  async strike(stack) {
    await stack.instance.stop("sidecar");
    return "SIGTERM to the sidecar";
  },
};
