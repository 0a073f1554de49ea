// @ts-check
import { signal } from "../stack/processes.mjs";
import { pause } from "../stack/wait.mjs";

const MOST_KILLS = 4;

/** @type {import("./index.mjs").Fault} kill -9 of HTTP workers in the middle of requests */
export default {
  kind: "odoo-worker-kill",
  weight: 6,
  async strike(stack, random) {
    const kills = random.integer(1, MOST_KILLS);
    for (let kill = 1; kill <= kills; kill++) {
      const [server, ...rest] = await stack.tree("odoo");
      const workers = rest.filter(
        ({ parent, command }) => parent === server.pid && !command.includes(" gevent "),
      );
      await signal(stack.instance, "KILL", [random.pick(workers)]);
      await pause(random.integer(200, 1500));
    }
    return `kill -9 of ${kills} Odoo workers, one after the other`;
  },
};
