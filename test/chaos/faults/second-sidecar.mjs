// @ts-check
import { eventually } from "../stack/wait.mjs";

/** Leases last 20 and 30 s; whoever waits for one looks every few seconds. */
const TAKEOVER_MS = 90_000;
const LANES = 8; // of a new database

/**
 * It publishes the outbox, and has the intake and all lanes.
 * @param {import("../stack/stack.mjs").Stack} stack
 * @param {"sidecar" | "sidecar-2"} name
 */
export async function holdsEverything(stack, name) {
  await eventually(
    `${name} has taken over`,
    async () => {
      const { inbound, outbound } = (await stack.sidecarStatus(name)) ?? {};
      const lanes = Object.keys(inbound?.lanes ?? {}).length;
      return outbound?.standby === false && inbound.intake && lanes === LANES;
    },
    { within: TAKEOVER_MS },
  );
}

/** @param {import("../stack/stack.mjs").Stack} stack @param {"sidecar" | "sidecar-2"} name */
export async function standsBy(stack, name) {
  await eventually(
    `${name} knows that another one publishes`,
    async () => (await stack.sidecarStatus(name))?.outbound.standby === true,
    { within: TAKEOVER_MS },
  );
}

/** It finishes what it has and leaves. @param {import("../stack/stack.mjs").Stack} stack */
export const dismissSecond = (stack) => stack.instance.stop("sidecar-2");
