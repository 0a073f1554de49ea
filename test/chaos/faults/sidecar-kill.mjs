// @ts-check
import { pause } from "../stack/wait.mjs";

const MOST_KILLS = 3;

/** @type {import("./index.mjs").Fault} kill -9, as soon as it is up again, as a crash loop does */
export default {
  kind: "sidecar-kill",
  weight: 6,
  async strike(stack, random) {
    const kills = random.integer(1, MOST_KILLS);
    for (let kill = 1; kill <= kills; kill++) {
      await stack.kill("sidecar");
      if (kill === kills) break;
      await stack.startSidecar();
      await pause(random.integer(0, 1500));
    }
    return `kill -9 of the sidecar, ${kills} times`;
  },
};
