// @ts-check
import { pause } from "../stack/wait.mjs";

/** @type {import("./index.mjs").Fault} */
export default {
  kind: "broker-kill",
  weight: 4,
  async strike(stack, random) {
    await stack.kill("rabbitmq");
    await pause(random.integer(0, 3000));
    return "kill -9 of RabbitMQ";
  },
};
