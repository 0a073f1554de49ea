// @ts-check
import { pause } from "../stack/wait.mjs";

/** @type {import("./index.mjs").Fault} every wire is slow */
export default {
  kind: "slow-network",
  weight: 1,
  async strike(stack, random) {
    const delay = random.integer(20, 400);
    for (const wire of Object.values(stack.wires)) wire.delay = delay;
    await pause(random.integer(2_000, 8_000));
    for (const wire of Object.values(stack.wires)) wire.delay = 0;
    return `every piece on every wire ${delay} ms late`;
  },
};
