// @ts-check
// The invariants: pure functions from facts to what is wrong. Each violation is one line.
import { figuresAgree } from "./figures.mjs";
import { messagesAreSettled } from "./messages.mjs";
import { effectsAreRight, orderIsKept } from "./effects.mjs";
import { outboxIsWhole } from "./outbox.mjs";
import { usersWorkIsKept } from "./users-work.mjs";

/** @typedef {import("./facts.mjs").Facts} Facts */

/** @type {Record<string, (facts: Facts) => string[]>} */
export const INVARIANTS = {
  "I1 no message lost, each with one outcome": messagesAreSettled,
  "I2 effects once, and the right ones": effectsAreRight,
  "I3 quants = moves = events, reservations, states": figuresAgree,
  "I4 order per key": orderIsKept,
  "I6 outbox = moves = stream": outboxIsWhole,
  "users' committed work is kept": usersWorkIsKept,
  "I7 conservation": ({ unbalanced }) =>
    unbalanced.map(({ key, quantity }) => `product ${key} sums to ${quantity} over all locations`),
};

/** @param {Facts} facts @returns {string[]} violations, each with its invariant's name */
export function judge(facts) {
  return Object.entries(INVARIANTS).flatMap(([name, check]) =>
    check(facts).map((violation) => `${name}: ${violation}`),
  );
}
