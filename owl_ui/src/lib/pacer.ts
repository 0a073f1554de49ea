export interface Clock {
  now(): number;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export interface PacerOptions {
  /** Shortest time between two runs: a storm of hints costs 2 reads a second. */
  spacingMs: number;
  /** Longest time without a run, as things stand: finds what lost hints did not announce. */
  backstopMs: () => number;
  clock: Clock;
}

/**
 * Runs one task at a time, as soon as it is asked for but never more often than
 * the spacing allows; requests that come while it runs are one more run.
 */
export class Pacer {
  private lastStart = -Infinity;
  private running = false;
  private asked = false;
  private paused = true;
  private timer: unknown = null;
  private readonly task: () => Promise<void>;
  private readonly options: PacerOptions;

  constructor(task: () => Promise<void>, options: PacerOptions) {
    this.task = task;
    this.options = options;
  }

  /** Starts or resumes; the first run is due at once. */
  resume(): void {
    this.paused = false;
    this.ask();
  }

  /** No further run starts; one that is under way may still end. */
  pause(): void {
    this.paused = true;
    this.asked = false;
    this.clear();
  }

  /** Something changed: run soon. */
  ask(): void {
    if (this.paused) return;
    this.asked = true;
    if (!this.running) this.schedule();
  }

  private schedule(): void {
    this.clear();
    const { clock, spacingMs, backstopMs } = this.options;
    const due = this.lastStart + (this.asked ? spacingMs : backstopMs());
    this.timer = clock.setTimeout(() => void this.run(), Math.max(0, due - clock.now()));
  }

  private async run(): Promise<void> {
    this.timer = null;
    this.running = true;
    this.asked = false;
    this.lastStart = this.options.clock.now();
    try {
      await this.task();
    } finally {
      this.running = false;
      if (!this.paused) this.schedule();
    }
  }

  private clear(): void {
    if (this.timer !== null) this.options.clock.clearTimeout(this.timer);
    this.timer = null;
  }
}
