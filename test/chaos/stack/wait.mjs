// @ts-check

/** @param {number} ms */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits until `probe` gives something true; one that throws counts as not yet.
 * @template T
 * @param {string} what names the condition in the error
 * @param {() => T | Promise<T>} probe
 * @param {{ within: number, every?: number }} patience milliseconds
 * @returns {Promise<T>}
 */
export async function eventually(what, probe, { within, every = 100 }) {
  const deadline = performance.now() + within;
  for (;;) {
    let last;
    try {
      last = await probe();
      if (last) return last;
    } catch (error) {
      last = error instanceof Error ? error.message : error;
    }
    if (performance.now() >= deadline) {
      throw new Error(`Not within ${within / 1000} s: ${what}. Last: ${JSON.stringify(last)}`);
    }
    await pause(every);
  }
}
