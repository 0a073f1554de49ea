/**
 * A bell with memory of one: any number of `ring()` before or during work makes exactly one
 * more round. It is the only queue between the webhook and the relay, so it cannot grow.
 */
export class Wake {
  #rung = false;
  #waiter: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#waiter?.();
  }

  /** Resolves true when rung, false when `ms` passed first or the signal aborted. */
  async wait(ms: number, signal?: AbortSignal): Promise<boolean> {
    if (!this.#rung && !signal?.aborted) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", done);
          this.#waiter = undefined;
          resolve();
        };
        const timer = setTimeout(done, ms);
        this.#waiter = done;
        signal?.addEventListener("abort", done, { once: true });
      });
    }
    const rung = this.#rung;
    this.#rung = false;
    return rung;
  }
}
