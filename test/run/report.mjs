/**
 * Collects what the levels say and prints it as it comes.
 *
 * @typedef {{ passed: number, failures: string[], detail?: string }} LevelResult
 *   `failures` names each failed or skipped test: a test that did not run proved nothing
 */
export class Report {
  #began = performance.now();
  #passed = 0;
  /** @type {string[]} */
  #failures = [];

  /** @param {string} line */
  say(line) {
    console.log(`[${this.#seconds(this.#began).padStart(6)} s] ${line}`);
  }

  /**
   * Work that is no test; its failure ends the run.
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} work
   */
  async step(name, work) {
    const began = performance.now();
    try {
      const result = await work();
      this.say(`${name}: ready in ${this.#seconds(began)} s`);
      return result;
    } catch (cause) {
      throw new Error(`${name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  }

  /**
   * @param {string} name
   * @param {() => Promise<LevelResult>} run
   */
  async level(name, run) {
    const began = performance.now();
    this.say(`${name}: started`);
    let result;
    try {
      result = await run();
    } catch (error) {
      result = { passed: 0, failures: [`the level itself: ${error.stack ?? error}`] };
    }
    if (result.passed + result.failures.length === 0) result.failures.push("no test ran at all");
    this.#passed += result.passed;
    this.#failures.push(...result.failures.map((failure) => `${name}: ${failure}`));
    const counts = `${result.passed} passed, ${result.failures.length} failed`;
    this.say(
      `${name}: ${counts} in ${this.#seconds(began)} s${result.detail ? ` (${result.detail})` : ""}`,
    );
  }

  /** Notes an error outside any level. @param {Error} error */
  broken(error) {
    this.#failures.push(`the run: ${error.stack ?? error.message}`);
  }

  /** Prints the summary; @returns {number} the exit code */
  finish() {
    if (this.#failures.length) console.log("\nFailed:");
    for (const failure of this.#failures) console.log(`  ${failure.replaceAll("\n", "\n    ")}`);
    console.log(`\nTook ${this.#seconds(this.#began)} s; logs are in test/results.`);
    console.log(`${this.#passed} passed, ${this.#failures.length} failed`);
    return this.#failures.length ? 1 : 0;
  }

  #seconds(since) {
    return ((performance.now() - since) / 1000).toFixed(1);
  }
}
