// @ts-check
import { pause } from "../stack/wait.mjs";

/**
 * SIGSTOP, a wait, SIGCONT: the process wakes with what it believed before.
 * @param {import("../stack/stack.mjs").Stack} stack
 * @param {import("../stack/stack.mjs").Part} part
 * @param {number} seconds
 */
export async function frozen(stack, part, seconds) {
  await stack.freeze(part);
  await pause(seconds * 1000);
  await stack.thaw(part);
  return `SIGSTOP of ${part} for ${seconds} s`;
}
