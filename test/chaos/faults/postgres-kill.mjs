// @ts-check
import { pause } from "../stack/wait.mjs";

/** @type {import("./index.mjs").Fault} */
export default {
  kind: "postgres-kill",
  weight: 3,
  async strike(stack, random) {
    await stack.kill("postgres");
    await pause(random.integer(0, 3000));
    return "kill -9 of PostgreSQL with all its backends";
  },
};
