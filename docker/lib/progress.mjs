// @ts-check

const HEARTBEAT_MS = 10_000;

/** Says what a person waits for, with seconds. */
export class Progress {
  began = Date.now();

  /** @param {string} line */
  say(line) {
    console.log(`${this.clock()}  ${line}`);
  }

  /**
   * @template T
   * @param {string} what
   * @param {() => Promise<T> | T} act
   * @returns {Promise<T>}
   */
  async step(what, act) {
    const began = Date.now();
    const took = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
    const heartbeat = setInterval(() => this.say(`… ${what}, ${took()} so far`), HEARTBEAT_MS);
    try {
      const result = await act();
      this.say(`✓ ${what}, ${took()}`);
      return result;
    } finally {
      clearInterval(heartbeat);
    }
  }

  clock() {
    const seconds = Math.floor((Date.now() - this.began) / 1000);
    const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
    return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  }
}
