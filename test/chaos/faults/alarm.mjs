// @ts-check
import { eventually, pause } from "../stack/wait.mjs";

const SEEN_WITHIN_MS = 20_000;

/**
 * Raises an alarm at the broker, which blocks publishers until it is taken back. The sidecar must
 * say so where an operator looks.
 * @param {import("../stack/stack.mjs").Stack} stack
 * @param {{ raise: string[], relax: string[] }} orders rabbitmqctl's
 * @param {number} milliseconds
 */
export async function alarmed(stack, { raise, relax }, milliseconds) {
  await ctl(stack, raise);
  try {
    await eventually("the sidecar says that the broker blocks it", () => isBlocked(stack), {
      within: SEEN_WITHIN_MS,
    });
    await pause(milliseconds);
  } finally {
    await ctl(stack, relax);
  }
  return `${raise.join(" ")} for ${(milliseconds / 1000).toFixed(1)} s`;
}

/** @param {import("../stack/stack.mjs").Stack} stack */
async function isBlocked(stack) {
  const { reasons = [] } = (await stack.sidecarStatus()) ?? {};
  return reasons.some((/** @type {{ reason: string }} */ { reason }) => /blocks/.test(reason));
}

/** @param {import("../stack/stack.mjs").Stack} stack @param {string[]} args */
async function ctl({ instance }, args) {
  const { code, stderr } = await instance.run(instance.broker.ctl(args));
  if (code !== 0) throw new Error(`rabbitmqctl ${args.join(" ")} failed: ${stderr.trim()}`);
}
