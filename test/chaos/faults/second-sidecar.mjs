// @ts-check
import { eventually } from "../stack/wait.mjs";

/** A lease lasts 30 s; whoever waits for it looks every few seconds. */
const TAKEOVER_MS = 90_000;

/** @param {import("../stack/stack.mjs").Stack} stack @param {"sidecar" | "sidecar-2"} name */
export async function holdsOutbox(stack, name) {
  await eventually(
    `${name} publishes the outbox`,
    async () => (await stack.sidecarStatus(name))?.outbound.standby === false,
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
