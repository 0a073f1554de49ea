// @ts-check
import { dismissSecond, holdsEverything, standsBy } from "./second-sidecar.mjs";

const BEHIND = 60;

/**
 * A sidecar stands still with work in hand, a second one takes over, and the first wakes believing
 * that nothing has happened: its fence is old, so Odoo must refuse what it writes.
 * @type {import("./index.mjs").Fault}
 */
export default {
  kind: "zombie",
  weight: 1,
  async strike(stack, _random, load) {
    await stack.startSidecar("sidecar-2");
    await standsBy(stack, "sidecar-2");
    load.burst(BEHIND);
    await stack.freeze("sidecar");
    await holdsEverything(stack, "sidecar-2");
    load.burst(BEHIND);
    await stack.thaw("sidecar");
    await standsBy(stack, "sidecar");
    return "the sidecar woke after another one had taken over";
  },
  heal: dismissSecond,
};
