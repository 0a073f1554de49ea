// @ts-check
import { pause } from "../stack/wait.mjs";

/** @typedef {keyof import("../stack/stack.mjs").Stack["wires"]} Wire */

/**
 * A wire in one mode for a while. What was open then is reset: it may have lost bytes.
 * @param {import("../stack/stack.mjs").Stack} stack
 * @param {Wire} wire
 * @param {import("../stack/proxy.mjs").Mode} mode
 * @param {number} milliseconds
 */
export async function disturbed(stack, wire, mode, milliseconds) {
  const proxy = stack.wires[wire];
  proxy.mode = mode;
  if (mode === "closed") proxy.cut();
  await pause(milliseconds);
  proxy.restore();
  return `${proxy.name} ${mode} for ${(milliseconds / 1000).toFixed(1)} s`;
}

/**
 * Resets every connection of a wire, a few times in a row.
 * @param {import("../stack/stack.mjs").Stack} stack
 * @param {Wire} wire
 * @param {import("./index.mjs").Random} random
 */
export async function resets(stack, wire, random) {
  const times = random.integer(1, 6);
  for (let time = 1; time <= times; time++) {
    stack.wires[wire].cut();
    await pause(random.integer(50, 1200));
  }
  return `${stack.wires[wire].name} reset ${times} times`;
}
