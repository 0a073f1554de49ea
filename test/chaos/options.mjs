// @ts-check
import { parseArgs } from "node:util";

import { KINDS } from "./faults/index.mjs";

export const HELP = `Breaks a running stack under load, again and again, and checks after each fault that nothing is lost,
nothing took effect twice and every figure agrees.

  npm run chaos -- [options]

  --faults N      how many faults                               (default 60, about half an hour)
  --seed S        same seed, same faults and same load          (default: from the clock, printed)
  --only KIND     only this kind, or kinds joined by commas
  --mutations     plant the seven known bugs, one after the other: each must be found
  --help

Kinds: ${KINDS.join(", ")}.
The table and every fact of a violation are written to test/results/chaos.json. Exit code 0: green.`;

const SPECIFICATION = /** @type {const} */ ({
  faults: { type: "string", default: "60" },
  seed: { type: "string" },
  only: { type: "string" },
  mutations: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
});

/**
 * @param {string[]} args
 * @returns {{ faults: number, seed: number, only: string[], mutations: boolean } | null} null: help
 * @throws {Error} naming the remedy
 */
export function readOptions(args) {
  const { values } = parseArgs({ args, options: SPECIFICATION });
  if (values.help) return null;
  const only = values.only?.split(",") ?? [];
  const unknown = only.filter((kind) => !KINDS.includes(kind));
  if (unknown.length)
    throw new Error(`no kind ${unknown.join(", ")}; there are: ${KINDS.join(", ")}`);
  return {
    faults: whole("faults", values.faults, 1, 100_000),
    seed: whole("seed", values.seed ?? String(Date.now() % 1_000_000), 0, 2 ** 32 - 1),
    only,
    mutations: values.mutations,
  };
}

/** @param {string} name @param {string} text @param {number} low @param {number} high */
function whole(name, text, low, high) {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= low && value <= high) return value;
  throw new Error(`--${name} is "${text}": give a whole number from ${low} to ${high}`);
}
