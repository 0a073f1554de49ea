// @ts-check
import { median } from "./median.mjs";

/**
 * Runs variants in turn, in the opposite order every other round, so that whatever disturbs the machine
 * disturbs all of them.
 *
 * @param {Record<string, () => Promise<number>>} variants each returns what it measured
 * @param {number} rounds beside a first one, which warms caches and does not count
 * @returns {Promise<Record<string, number[]>>}
 */
export async function interleave(variants, rounds) {
  const names = Object.keys(variants);
  /** @type {Record<string, number[]>} */
  const measured = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 ? names : [...names].reverse()) {
      const value = await /** @type {() => Promise<number>} */ (variants[name])();
      if (round) measured[name]?.push(value);
    }
  }
  return measured;
}

/**
 * The median of the ratios of two variants, round by round.
 *
 * @param {number[]} values
 * @param {number[]} others
 */
export function ratio(values, others) {
  return median(values.map((value, round) => value / (others[round] ?? NaN)));
}

/**
 * How many a second.
 *
 * @param {number} count
 * @param {() => Promise<unknown>} work
 */
export async function rate(count, work) {
  const began = performance.now();
  await work();
  return (count * 1000) / (performance.now() - began);
}
