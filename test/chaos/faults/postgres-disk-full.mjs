// @ts-check
import { fill, leaveSmallDisk, moveToSmallDisk } from "../stack/small-disk.mjs";
import { pause } from "../stack/wait.mjs";

/** @type {import("./index.mjs").Fault} nothing can be written any more: PostgreSQL refuses, or goes down */
export default {
  kind: "postgres-disk-full",
  weight: 1,
  async strike(stack, random) {
    await moveToSmallDisk(stack);
    await fill(stack);
    await pause(random.integer(3_000, 10_000));
    return "PostgreSQL's disk full";
  },
  heal: leaveSmallDisk,
};
