/** Of the time that passes, a costly read may take this share. */
const SHARE = 1 / 5;

/**
 * Runs what costs the server much now and then: never twice at a time, and after it a rest of at least
 * `restMs`, longer where it took long.
 */
export class Seldom {
  private dueAt = -Infinity;
  private running = false;
  private question = 0;
  private readonly restMs: number;
  private readonly now: () => number;

  constructor(restMs: number, now: () => number = Date.now) {
    this.restMs = restMs;
    this.now = now;
  }

  /** It answers another question now: run it as soon as asked. */
  reset(): void {
    this.dueAt = -Infinity;
    this.running = false;
    this.question += 1;
  }

  /** @throws what the task throws; it is due again at once then */
  async run(task: () => Promise<void>): Promise<void> {
    const began = this.now();
    if (this.running || began < this.dueAt) return;
    this.running = true;
    const { question } = this;
    try {
      await task();
      const took = this.now() - began;
      if (question === this.question) {
        this.dueAt = this.now() + Math.max(this.restMs, took / SHARE - took);
      }
    } finally {
      if (question === this.question) this.running = false;
    }
  }
}
