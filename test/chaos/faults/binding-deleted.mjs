// @ts-check
import { pause } from "../stack/wait.mjs";

const BINDINGS = [
  ["stock.in", "stock.intake"],
  ["stock.out", "stock.log"],
];

/** @type {import("./index.mjs").Fault} somebody deletes a binding: messages are confirmed and go astray */
export default {
  kind: "binding-deleted",
  weight: 3,
  losesOrder: true, // what went astray is put back behind what came after the repair
  async strike(stack, random) {
    const vhost = encodeURIComponent(stack.environment);
    for (const [exchange, queue] of BINDINGS) {
      // "%23" is "#", the routing key, by which the broker names the binding.
      await stack.instance.broker.call("DELETE", `/bindings/${vhost}/e/${exchange}/q/${queue}/%23`);
    }
    await pause(random.integer(500, 6_000));
    return "bindings of stock.intake and stock.log deleted";
  },
};
